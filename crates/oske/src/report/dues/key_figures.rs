//! What is seen first: payers, amounts, what is open, what has been paid.

use oske_report::{Cell, KeyFigure};
use oske_types::Money;

use super::Sheet;
use super::members::PAYMENTS;
use crate::report::{Payments, ReportError};

impl Sheet<'_> {
    pub(super) fn key_figures(&self) -> Result<Vec<KeyFigure>, ReportError> {
        let (paper, round) = (self.paper, self.round);
        let entries = round.entries();
        let open = round.open();
        let mut figures = vec![
            KeyFigure::new(
                paper.say("Maksajia", "Betalare", "Payers"),
                Cell::number_of(entries.len()),
            ),
            KeyFigure::new(
                paper.say("Maksuja määrätty", "Fastställda avgifter", "Dues assessed"),
                match !entries.is_empty() && entries.len() == open {
                    true => Cell::NotKnown,
                    false => Cell::Money(round.total()?),
                },
            ),
        ];
        if open > 0 {
            let note = paper.say(
                "määrä ei ole vielä tiedossa, eikä se ole summassa",
                "beloppet är inte känt och ingår inte i summan",
                "not known yet and not in the total",
            );
            let name = paper.say("Avoimia maksuja", "Öppna avgifter", "Open dues");
            figures.push(KeyFigure::new(name, Cell::number_of(open)).with_note(note));
        }
        if let Some(payments) = self.report.payments {
            let sum = |of: fn(&Payments, &str) -> Option<Money>| {
                let ids = entries.iter().map(|entry| entry.member().id().as_str());
                Money::total(payments.currency(), ids.filter_map(|id| of(payments, id)))
            };
            for (name, of) in PAYMENTS {
                let (fi, sv, en) = name;
                figures.push(KeyFigure::new(paper.say(fi, sv, en), sum(of)?));
            }
            let overpaid = sum(Payments::overpaid_of)?;
            if !overpaid.is_zero() {
                let name = paper.say("Maksettu liikaa", "Betalt för mycket", "Paid too much");
                figures.push(KeyFigure::new(name, overpaid));
            }
        }
        Ok(figures)
    }
}
