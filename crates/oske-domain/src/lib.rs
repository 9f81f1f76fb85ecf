//! Members and their register; municipalities, regions and counties as on a date.

#![cfg_attr(docsrs, feature(doc_cfg))]

mod atlas;
mod member;
mod membership;
mod place;
mod register;
