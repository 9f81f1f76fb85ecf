//! What all lists of faults of the family have in common.

/// A list of faults, which has a method `faults`, as one error: each fault can be gone through, and a program that ends
/// with the list, by `?` in a `main` that returns a `Result`, shows what is wrong as people read it.
#[doc(hidden)]
#[macro_export]
macro_rules! list_of_faults {
    ($list:ident, $fault:ty) => {
        /// As [`Display`](::std::fmt::Display), from a line of its own: so a program that ends with them shows what is wrong.
        impl ::std::fmt::Debug for $list {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                write!(f, "\n{self}")
            }
        }

        impl ::std::error::Error for $list {}

        impl<'a> IntoIterator for &'a $list {
            type Item = &'a $fault;
            type IntoIter = ::std::slice::Iter<'a, $fault>;

            fn into_iter(self) -> Self::IntoIter {
                self.faults().iter()
            }
        }
    };
}
