//! An import as a person reads it.

use std::fmt::Write;

use oske::domain::{FieldChange, Member};
use oske::types::Language;

use crate::Told;

pub(crate) fn told(told: &Told<'_>, language: Language) -> String {
    let changes = told.changes;
    let mut text = String::new();
    let members = told.import.register().len();
    line(
        &mut text,
        language.pick(
            format!("Luettelossa on {members} jäsentä"),
            format!("Förteckningen har {members} medlemmar"),
            format!("The list has {members} members"),
        ),
    );
    for remark in told.import.remarks() {
        line(
            &mut text,
            format!("  {}", remark.words().in_language(language)),
        );
    }
    let unchanged = changes.unchanged();
    let counts = [
        changes.new_members().len(),
        changes.changed().len(),
        changes.gone().len(),
    ];
    let [new, changed, gone] = counts;
    line(
        &mut text,
        language.pick(
            format!(
                "\n{new} uutta, {changed} muuttunutta, {gone} poistuvaa, {unchanged} ennallaan"
            ),
            format!("\n{new} nya, {changed} ändrade, {gone} som utgår, {unchanged} oförändrade"),
            format!("\n{new} new, {changed} changed, {gone} gone, {unchanged} unchanged"),
        ),
    );
    section(
        &mut text,
        language.pick("Uudet", "Nya", "New"),
        changes
            .new_members()
            .iter()
            .map(|member| shown(member, language)),
    );
    let changed = changes.changed().iter().flat_map(|changed| {
        let fields = changed.fields();
        let fields = fields.iter().map(|change| field(change, language));
        let fields: Vec<String> = fields.collect();
        std::iter::once(shown(changed.before(), language)).chain(fields)
    });
    section(
        &mut text,
        language.pick("Muuttuneet", "Ändrade", "Changed"),
        changed,
    );
    section(
        &mut text,
        language.pick("Poistuvat", "De som utgår", "Gone"),
        changes.gone().iter().map(|member| shown(member, language)),
    );
    let renumbered = changes.perhaps_renumbered().into_iter();
    section(
        &mut text,
        language.pick(
            "Ehkä sama jäsen uudella tunnuksella",
            "Kanske samma medlem under ett nytt nummer",
            "Perhaps the same member under another id",
        ),
        renumbered.map(|(gone, new)| format!("{} -> {}", gone.id(), new.id())),
    );
    let result = told.result.len();
    line(
        &mut text,
        match told.out {
            Some(path) => {
                let path = path.display();
                language.pick(
                    format!("\nKirjoitettu: {path}, {result} jäsentä"),
                    format!("\nSkrivet: {path}, {result} medlemmar"),
                    format!("\nWritten: {path}, {result} members"),
                )
            }
            None => language.pick(
                format!("\nMitään ei kirjoitettu; rekisteriin jäisi {result} jäsentä"),
                format!("\nIngenting har skrivits; registret skulle få {result} medlemmar"),
                format!("\nNothing is written; the register would have {result} members"),
            ),
        },
    );
    text
}

fn line(text: &mut String, words: impl AsRef<str>) {
    text.push_str(words.as_ref());
    text.push('\n');
}

/// A title and lines below it, if there are any.
fn section(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_some() {
        let _ = writeln!(text, "\n{title}");
        for words in lines {
            line(text, format!("  {words}"));
        }
    }
}

fn shown(member: &Member, language: Language) -> String {
    let name = member.name().in_language(language);
    format!(
        "{}  {name}, {}",
        member.id(),
        member.kind().name().in_language(language)
    )
}

fn field(change: &FieldChange, language: Language) -> String {
    let name = change.field().name();
    let name = name.in_language(language);
    let nothing = language.pick("(ei mitään)", "(ingenting)", "(nothing)");
    let before = change.before().unwrap_or(nothing);
    let after = change.after().unwrap_or(nothing);
    format!("  {name}: {before} -> {after}")
}
