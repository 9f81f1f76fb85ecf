//! Products and quotients. One with a factor that is a constant, or that takes few values, is split on it
//! and stays linear; any other is a leaf.

use std::sync::Arc;

use oske_types::{ArithmeticError, Exact};

use super::forms::Forms;
use super::linear::{Linear, Variable};
use super::node::{around_zero, linear, open_beside, scaled};
use super::region::Region;
use super::seen::{MOST_SEEN, SeenDivision};
use super::walk::Joined;
use super::{LeafKind, Node, NodeRef, Open};
use crate::interval::{Cut, Interval};

/// How many values a factor may take for a product to be split on it.
const MOST_VALUES: usize = 64;

/// On which side of zero a divisor lies.
#[derive(Debug, Clone, Copy)]
enum Sign {
    Negative,
    Positive,
}

impl Forms<'_, '_> {
    /// A product: so many times a factor that is a constant wherever it is a number; else split on a
    /// factor that takes few values; else a leaf.
    pub(super) fn product(&mut self, left: &NodeRef, right: &NodeRef, region: &Region) -> NodeRef {
        let (steps, other) = match (is_stepwise(left), is_stepwise(right)) {
            (true, _) => (left, right),
            (false, true) => (right, left),
            (false, false) => return self.open_product(left, right, region),
        };
        if let Node::Linear(factor) = steps.as_ref()
            && let Some(factor) = factor.as_constant()
        {
            return scaled(factor, Arc::clone(other));
        }
        self.walk(steps, region, &mut |_, form, _| match form {
            Ok(form) => match form.as_constant() {
                Some(factor) => scaled(factor, Arc::clone(other)),
                None => NodeRef::open(Open::Overflow),
            },
            Err(open) => open_beside(open, other),
        })
    }

    fn open_product(&mut self, left: &NodeRef, right: &NodeRef, region: &Region) -> NodeRef {
        self.walk(
            left,
            region,
            &mut |forms: &mut Self, left, region: &Region| {
                let left = match left {
                    Ok(left) => left.clone(),
                    Err(open) => return open_beside(open, right),
                };
                forms.walk(
                    right,
                    region,
                    &mut |forms: &mut Self, right, region: &Region| match right {
                        Ok(right) => forms.product_of(&left, right, region),
                        Err(open) => NodeRef::open(open),
                    },
                )
            },
        )
    }

    fn product_of(&mut self, left: &Linear, right: &Linear, region: &Region) -> NodeRef {
        let (left, right) = (self.pinned(left, region), self.pinned(right, region));
        for (factor, other) in [(&left, &right), (&right, &left)] {
            if let Some(factor) = factor.as_constant() {
                return linear(other.times(factor));
            }
        }
        for (factor, other) in [(&left, &right), (&right, &left)] {
            if let Some((variable, _)) = factor.as_single()
                && let Some(points) = self.scales.points(region, variable, MOST_VALUES)
            {
                return self.by_points(variable, &points, region, &mut |_, value, _| {
                    let product = factor
                        .at(|_| Some(value))
                        .and_then(|factor| other.with(variable, value)?.times(factor));
                    linear(product)
                });
            }
        }
        let ends = [self.range_of(&left, region), self.range_of(&right, region)];
        let [(left_low, left_high), (right_low, right_high)] = ends;
        let corners = [
            (left_low, right_low),
            (left_low, right_high),
            (left_high, right_low),
            (left_high, right_high),
        ];
        let (least, most) = ends_of(corners, Exact::checked_mul);
        self.new_leaf(LeafKind::Product(left, right), least, most)
    }

    pub(super) fn quotient(
        &mut self,
        above: &NodeRef,
        below: &NodeRef,
        at: usize,
        region: &Region,
    ) -> NodeRef {
        self.walk(
            below,
            region,
            &mut |forms: &mut Self, form, region: &Region| {
                let below = match form {
                    Ok(form) => forms.pinned(form, region),
                    Err(open) => return open_beside(open, above),
                };
                if let Some(divisor) = below.as_constant() {
                    return match Exact::ONE.checked_div(divisor) {
                        Ok(inverse) => scaled(inverse, Arc::clone(above)),
                        Err(_) => forms.by_zero(above, at, region),
                    };
                }
                let zero = around_zero();
                forms.split_form(
                    &below,
                    &zero,
                    region,
                    &mut |forms: &mut Self, side, region: &Region| {
                        let sign = match side {
                            0 => Sign::Negative,
                            1 => return forms.by_zero(above, at, region),
                            _ => Sign::Positive,
                        };
                        forms.walk(
                            above,
                            region,
                            &mut |forms: &mut Self, above, region: &Region| match above {
                                Ok(above) => forms.quotient_of(above, &below, sign, region),
                                Err(open) => NodeRef::open(open),
                            },
                        )
                    },
                )
            },
        )
    }

    /// A quotient by a divisor of which only the sign is known.
    fn quotient_of(
        &mut self,
        above: &Linear,
        below: &Linear,
        sign: Sign,
        region: &Region,
    ) -> NodeRef {
        if let Some((variable, _)) = below.as_single()
            && let Some(points) = self.scales.points(region, variable, MOST_VALUES)
        {
            return self.by_points(variable, &points, region, &mut |_, value, _| {
                let divisor = below.at(|_| Some(value));
                let inverse = divisor.and_then(|divisor| Exact::ONE.checked_div(divisor).ok());
                linear(inverse.and_then(|inverse| above.with(variable, value)?.times(inverse)))
            });
        }
        let (above_low, above_high) = self.range_of(above, region);
        // The range is that of the box; where the divisor is a difference, zero may lie inside of it. An end
        // that is zero makes the quotient one without ends.
        let (below_low, below_high) = self.range_of(below, region);
        let (below_low, below_high) = match sign {
            Sign::Negative => (below_low, below_high.map(|high| high.min(Exact::ZERO))),
            Sign::Positive => (below_low.map(|low| low.max(Exact::ZERO)), below_high),
        };
        let corners = [
            (above_low, below_low),
            (above_low, below_high),
            (above_high, below_low),
            (above_high, below_high),
        ];
        let (least, most) = ends_of(corners, Exact::checked_div);
        let kind = LeafKind::Quotient(above.clone(), below.clone());
        self.new_leaf(kind, least, most)
    }

    /// A division by zero of what is a number; what is open is never divided.
    fn by_zero(&mut self, above: &NodeRef, at: usize, region: &Region) -> NodeRef {
        self.walk(
            above,
            region,
            &mut |forms: &mut Self, above, region: &Region| match above {
                Ok(_) => {
                    forms.see_division(at, region);
                    NodeRef::open(Open::DivisionByZero)
                }
                Err(open) => NodeRef::open(open),
            },
        )
    }

    fn see_division(&mut self, at: usize, region: &Region) {
        if self.seen.divisions.len() >= MOST_SEEN {
            self.seen.too_large.push(self.site(at));
            return;
        }
        let division = self.site(at).map(|site| SeenDivision {
            site,
            region: region.clone(),
            is_one_of_several: self.is_one_of_several,
        });
        self.seen.divisions.extend(division);
    }

    /// Cases for single values of a quantity.
    fn by_points(
        &mut self,
        variable: Variable,
        points: &[Exact],
        region: &Region,
        then: &mut dyn FnMut(&mut Self, Exact, &Region) -> NodeRef,
    ) -> NodeRef {
        let mut cases = Vec::with_capacity(points.len());
        for point in points {
            let only = Interval::new(Cut::before(*point), Cut::after(*point));
            let part = only.and_then(|only| self.scales.within(region, variable, only));
            if let Some(part) = part {
                let stretch = self.scales.stretch(&part, variable);
                let node = then(self, *point, &part);
                cases.extend(stretch.map(|stretch| (stretch, node)));
            }
        }
        NodeRef::cases(variable, cases)
    }
}

/// The least and the greatest result of an operation at the corners of what its sides may be; nothing
/// where a side has no end or a result does not fit.
fn ends_of(
    corners: [(Option<Exact>, Option<Exact>); 4],
    operation: fn(Exact, Exact) -> Result<Exact, ArithmeticError>,
) -> (Option<Exact>, Option<Exact>) {
    let results: Option<Vec<Exact>> = corners
        .into_iter()
        .map(|(left, right)| operation(left?, right?).ok())
        .collect();
    let results = results.unwrap_or_default();
    (results.iter().min().copied(), results.iter().max().copied())
}

/// Whether a tree is a constant wherever it is a number.
fn is_stepwise(node: &Node) -> bool {
    match node {
        Node::Linear(linear) => linear.terms.is_empty(),
        _ => node.parts().all(|part| is_stepwise(part)),
    }
}
