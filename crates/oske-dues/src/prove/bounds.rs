//! Minima and maxima that never bind, or always.

use oske_types::Exact;

use super::{Prover, Question, Severity, Subject, Why};
use crate::normal::{Guard, Linear, Node, NodeRef, Open, Region, Site};
use crate::policy::Extreme;

/// What was found of one bound, wherever it is computed.
struct Bound<'p> {
    site: Site<'p>,
    extreme: Extreme,
    found: Compared,
}

/// How a value compares with its bound.
#[derive(Default, Clone, Copy)]
struct Compared {
    /// Whether it may be less somewhere, and whether it is.
    less: bool,
    is_less: bool,
    /// Whether it may be more somewhere, and whether it is.
    more: bool,
    is_more: bool,
    /// Whether one of them is not known for somebody.
    is_open: bool,
}

impl Compared {
    fn and(self, other: Self) -> Self {
        Self {
            less: self.less | other.less,
            is_less: self.is_less | other.is_less,
            more: self.more | other.more,
            is_more: self.is_more | other.is_more,
            is_open: self.is_open | other.is_open,
        }
    }
}

impl<'p> Prover<'_, 'p> {
    pub(super) fn about_bounds(&mut self) {
        let mut bounds: Vec<Bound<'p>> = Vec::new();
        for seen in std::mem::take(&mut self.forms.seen.bounds) {
            let Some(site) = seen.site else { continue };
            let known = bounds.iter().position(|bound| bound.site.is(&site));
            let index = known.unwrap_or_else(|| {
                bounds.push(Bound {
                    site,
                    extreme: seen.extreme,
                    found: Compared::default(),
                });
                bounds.len().saturating_sub(1)
            });
            self.forms.refill();
            let found = self.compared(&seen.of, &seen.bound, &seen.region);
            if let Some(bound) = bounds.get_mut(index) {
                bound.found = bound.found.and(found);
            }
        }
        for bound in bounds {
            let Compared {
                less,
                is_less,
                more,
                is_more,
                is_open,
            } = bound.found;
            let at_least = bound.extreme == Extreme::AtLeast;
            let (binds, does_bind) = if at_least {
                (less, is_less)
            } else {
                (more, is_more)
            };
            let (is_free, goes_free) = if at_least {
                (more, is_more)
            } else {
                (less, is_less)
            };
            let extreme = bound.extreme.name();
            let never = Subject::NeverBinds { extreme };
            let subject = match (binds, is_free) {
                _ if is_open => None,
                (false, _) => Some(never.clone()),
                (true, false) => Some(Subject::AlwaysBinds { extreme }),
                (true, true) => None,
            };
            if let Some(subject) = subject {
                let finding = self.at_site(Severity::Warning, bound.site, subject);
                self.push(finding);
                continue;
            }
            let finding = self.at_site(Severity::Warning, bound.site, never);
            self.alive.insert(finding.life());
            if !(is_open || (does_bind && goes_free)) {
                self.leave_undecided(Question::Bounds, Why::NotLinear, Some(bound.site));
            }
        }
    }

    /// How one tree compares with another in a region.
    fn compared(&mut self, left: &NodeRef, right: &NodeRef, region: &Region) -> Compared {
        // Where they share no quantity, somebody has one end of the one with each end of the other.
        let ends = match are_asked_apart(&[left, right]) {
            true => self.ends_of(left, region).zip(self.ends_of(right, region)),
            false => None,
        };
        if let Some(((low, high), (other_low, other_high))) = ends {
            let (less, more) = (low < other_high, high > other_low);
            return Compared {
                less,
                is_less: less,
                more,
                is_more: more,
                is_open: false,
            };
        }
        let mut found = Compared::default();
        let mut any = false;
        let both = [(left, Exact::ONE), (right, -Exact::ONE)].map(|(node, by)| {
            let of = std::sync::Arc::clone(node);
            std::sync::Arc::new(Node::Scaled { by, of })
        });
        let difference = Node::Sum(both.into_iter().collect());
        self.forms.walk::<()>(
            &difference,
            region,
            &mut |forms, form, region: &Region| match form {
                Ok(form) => {
                    any = true;
                    let (low, high) = forms.range_of(form, region);
                    let below = low.is_none_or(Exact::is_negative);
                    let above = high.is_none_or(Exact::is_positive);
                    let plain = region.guards.is_empty() || form.terms.is_empty();
                    let less = below && (plain || may_be(forms, form, -Exact::ONE, region));
                    let more = above && (plain || may_be(forms, form, Exact::ONE, region));
                    let mut guards = region.guards.iter().map(|guard| &guard.form);
                    let has_leaf = forms.has_leaf(form) || guards.any(|form| forms.has_leaf(form));
                    let is_certain =
                        !has_leaf || (region.guards.is_empty() && forms.reaches_its_ends(form));
                    found = found.and(Compared {
                        less,
                        is_less: less && is_certain,
                        more,
                        is_more: more && is_certain,
                        is_open: false,
                    });
                }
                Err(Open::TooLarge | Open::Undetermined) => found.is_open = true,
                Err(_) => {}
            },
        );
        found.is_open |= !any;
        found
    }

    /// The least and the greatest value of a tree in a region, both reached; `None` where it is not
    /// plain that they are.
    fn ends_of(&mut self, node: &Node, region: &Region) -> Option<(Exact, Exact)> {
        if !region.guards.is_empty() {
            return None;
        }
        let Node::Sum(parts) = node else {
            let mut found: Option<(Exact, Exact)> = None;
            let mut plain = true;
            self.forms.walk::<()>(
                node,
                region,
                &mut |forms, form, region: &Region| match form {
                    Ok(form) => {
                        let has_leaf = forms.has_leaf(form);
                        let ends = forms.range_of(form, region);
                        match ends {
                            (Some(low), Some(high)) if !has_leaf && region.guards.is_empty() => {
                                let (least, most) = found.unwrap_or((low, high));
                                found = Some((least.min(low), most.max(high)));
                            }
                            _ => plain = false,
                        }
                    }
                    Err(Open::TooLarge | Open::Undetermined) => plain = false,
                    Err(_) => {}
                },
            );
            return found.filter(|_| plain);
        };
        // Where the parts share no quantity, the ends of the whole are those of the parts together.
        if !are_asked_apart(&parts.iter().collect::<Vec<_>>()) {
            return None;
        }
        let mut sum = (Exact::ZERO, Exact::ZERO);
        for part in parts {
            let (low, high) = self.ends_of(part, region)?;
            sum = (sum.0.checked_add(low).ok()?, sum.1.checked_add(high).ok()?);
        }
        Some(sum)
    }
}

fn may_be(
    forms: &crate::normal::Forms<'_, '_>,
    form: &Linear,
    sign: Exact,
    region: &Region,
) -> bool {
    let Some(form) = form.times(sign) else {
        return true;
    };
    let guard = Guard { form, strict: true };
    !matches!(
        forms.point_of(region, &[guard]),
        crate::normal::Feasibility::Never
    )
}

/// Whether no two trees rest on the same quantity, choice or choice point.
fn are_asked_apart(trees: &[&NodeRef]) -> bool {
    let mut known: Vec<usize> = Vec::new();
    trees.iter().all(|tree| {
        let mut own = Vec::new();
        asked_for(tree, &mut own);
        let is_apart = !own.iter().any(|asked| known.contains(asked));
        known.extend(own);
        is_apart
    })
}

/// What a tree asks for: quantities as they are numbered, choices and choice points behind them.
fn asked_for(node: &Node, asked: &mut Vec<usize>) {
    const CHOICES: usize = usize::MAX / 4;
    const POINTS: usize = usize::MAX / 2;
    match node {
        Node::Linear(form) => asked.extend(form.terms.iter().map(|(variable, _)| *variable)),
        Node::Open(_) => {}
        Node::Switch { attribute, cases } => {
            asked.push(CHOICES.saturating_add(*attribute));
            cases.iter().for_each(|(_, case)| asked_for(case, asked));
        }
        Node::Cases { variable, cases } => {
            asked.push(*variable);
            cases.iter().for_each(|(_, case)| asked_for(case, asked));
        }
        Node::Guard {
            guard,
            holds,
            fails,
        } => {
            asked.extend(guard.form.terms.iter().map(|(variable, _)| *variable));
            asked_for(holds, asked);
            asked_for(fails, asked);
        }
        Node::Choice {
            point,
            alternatives,
        } => {
            asked.push(POINTS.saturating_add(*point));
            alternatives.iter().for_each(|node| asked_for(node, asked));
        }
        Node::Scaled { of, .. } => asked_for(of, asked),
        Node::Sum(parts) | Node::Extreme { of: parts, .. } => {
            parts.iter().for_each(|part| asked_for(part, asked));
        }
    }
}
