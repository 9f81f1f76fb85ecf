//! [`AnnualReport`]: years of activity side by side.

mod applications;
mod events;
mod funding;
mod members;
mod names;
mod people;
mod projects;
mod remarks;
mod side_by_side;
mod sources;
mod tasks;
mod work;

use std::collections::BTreeSet;

use oske_domain::{ActivityYear, Atlas, Register, Task};
use oske_types::{Language, Text};

use crate::{Block, Cell, Document, Section, Words};
use side_by_side::{SideBySide, section};

/// The annual report (*toimintakertomus*, *verksamhetsberättelse*) in figures: years of an organisation's
/// activity side by side.
///
/// Every figure stands as its sources give it: "over 70" and "about 50" are printed and added up as such,
/// what no source gives is told to be missing, where sources contradict each other all of them stand
/// beside their sources, and what was counted from the names in a source stands apart from what it gives.
///
/// ```
/// use oske_domain::{ActivityYear, Statement, Told, YearMembers};
/// use oske_report::AnnualReport;
/// use oske_types::{Figure, Language, Source, Text};
///
/// let year = |year, members: &str| {
///     let report = Source::new(format!("Toimintakertomus {year}"));
///     let members: Figure = members.parse()?;
///     let name = Text::only(Language::Finnish, "ISO-yhdistys ry").ok_or("a name")?;
///     let members = YearMembers::new(Told::by(Statement::new(members, report)));
///     Ok::<_, Box<dyn std::error::Error>>(ActivityYear::try_new(name, year)?.with_members(members))
/// };
/// let (earlier, later) = (year(2016, "over 70")?, year(2020, "71")?);
/// let report = AnnualReport::try_new([&earlier, &later])?.to_document(Language::Finnish);
/// let members = report.tables().next().ok_or("a table")?;
/// assert_eq!(members.to_text(Language::Finnish), "\
/// Jäsenmäärä
/// Luku                           2016         2020
/// ----------------------  -----------  -----------
/// jäseniä vuoden lopussa       yli 70           71
/// liittyneitä             ei tiedossa  ei tiedossa
/// eronneita               ei tiedossa  ei tiedossa
/// ");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// Years of several organisations may be given: those of the first make the report, and the others follow
/// it, each organisation in a section of its own. Years are of one organisation where they are of one
/// operating unit, or, where one of them is of none, where its Finnish name is the same.
#[derive(Debug, Clone)]
pub struct AnnualReport<'y> {
    years: Vec<&'y ActivityYear>,
    register: Option<&'y Register>,
    atlas: Option<&'y Atlas>,
    tasks: Vec<&'y Task>,
}

/// Why years are no [`AnnualReport`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct AnnualReportError(Box<str>);

impl<'y> AnnualReport<'y> {
    /// Of years, in any order.
    ///
    /// ```
    /// use oske_domain::ActivityYear;
    /// use oske_report::AnnualReport;
    /// use oske_types::{Language, Text};
    ///
    /// let name = Text::only(Language::Finnish, "ISO-yhdistys ry").ok_or("a name")?;
    /// let year = ActivityYear::try_new(name, 2016)?;
    /// let refused = AnnualReport::try_new([&year, &year]).unwrap_err();
    /// assert_eq!(
    ///     refused.to_string(),
    ///     "the year 2016 of `ISO-yhdistys ry` is given twice: expected each year of an organisation once, so \
    ///      leave one of them out",
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`AnnualReportError`] where a year of an organisation is given more than once: all such years.
    pub fn try_new(
        years: impl IntoIterator<Item = &'y ActivityYear>,
    ) -> Result<Self, AnnualReportError> {
        let years: Vec<&ActivityYear> = years.into_iter().collect();
        let mut twice: Vec<&ActivityYear> = Vec::new();
        let mut before: Vec<&ActivityYear> = Vec::new();
        for year in &years {
            let is_same = |other: &&ActivityYear| {
                other.year() == year.year() && is_of_one_organisation(other, year)
            };
            if before.iter().any(is_same) && !twice.iter().any(is_same) {
                twice.push(year);
            }
            before.push(year);
        }
        if !twice.is_empty() {
            let twice = twice.iter().map(|year| {
                let name = year.organisation().in_language(Language::Finnish);
                format!("the year {} of `{name}` is given twice", year.year())
            });
            let twice: Vec<String> = twice.collect();
            let message = format!(
                "{}: expected each year of an organisation once, so leave one of them out",
                twice.join(", ")
            );
            return Err(AnnualReportError(message.into()));
        }
        Ok(Self {
            years,
            register: None,
            atlas: None,
            tasks: Vec::new(),
        })
    }

    /// With the register of the first organisation: how many of its members are known by name.
    #[must_use]
    pub const fn with_register(mut self, register: &'y Register) -> Self {
        self.register = Some(register);
        self
    }

    /// With an atlas, so that who stands for places that were not there yet at the end of a year is not among
    /// those whose membership the register leaves open.
    #[must_use]
    pub const fn with_atlas(mut self, atlas: &'y Atlas) -> Self {
        self.atlas = Some(atlas);
        self
    }

    /// With the tasks of the act, so that it is seen which of them were served.
    #[must_use]
    pub fn with_tasks(mut self, tasks: impl IntoIterator<Item = &'y Task>) -> Self {
        self.tasks = tasks.into_iter().collect();
        self
    }

    /// The report in a language.
    #[must_use]
    pub fn to_document(&self, language: Language) -> Document {
        let mut organisations: Vec<Vec<&ActivityYear>> = Vec::new();
        for year in &self.years {
            let is_same = |one: &ActivityYear| is_of_one_organisation(one, year);
            let known = organisations
                .iter_mut()
                .find(|years| years.iter().any(|one| is_same(one)));
            match known {
                Some(years) => years.push(year),
                None => organisations.push(vec![year]),
            }
        }
        let groups = organisations.into_iter().enumerate();
        let groups = groups.filter_map(|(index, mut years)| {
            years.sort_by_key(|year| year.year());
            let is_first = index == 0;
            Some(Group {
                language,
                organisation: years.last()?.organisation(),
                years,
                is_first,
                register: self.register.filter(|_| is_first),
                atlas: self.atlas,
                tasks: &self.tasks,
            })
        });
        let groups: Vec<Group<'_>> = groups.collect();
        let report = language.pick(
            "Toiminta vuosittain",
            "Verksamheten år för år",
            "Activity by year",
        );
        let Some((first, others)) = groups.split_first() else {
            return Document::new(language, report);
        };
        let title = format!("{report}: {}", first.organisation.in_language(language));
        let mut document = Document::new(language, title)
            .with_subtitle(first.years_in_words())
            .with_opening(first.preface());
        if let Some(figures) = first.key_figures() {
            document = document.with_opening(figures);
        }
        for section in first.sections() {
            document = document.with(section);
        }
        for other in others {
            let mut section =
                Section::new(other.organisation.in_language(language)).with(other.years_in_words());
            for within in other.sections() {
                section = section.with_section(within);
            }
            document = document.with(section);
        }
        for year in groups.iter().flat_map(|group| &group.years) {
            for source in year.sources() {
                document = document.with_source(source.clone());
            }
        }
        document
    }
}

/// Whether two years are of one organisation: by the operating unit where both have one, else by the
/// Finnish name. Names in other languages may be given in one year and not in another.
fn is_of_one_organisation(one: &ActivityYear, other: &ActivityYear) -> bool {
    match (one.unit(), other.unit()) {
        (Some(one), Some(other)) => one == other,
        _ => {
            let [one, other] =
                [one, other].map(|year| year.organisation().in_language(Language::Finnish));
            one == other
        }
    }
}

/// The years of one organisation, in order.
struct Group<'g> {
    language: Language,
    organisation: &'g Text,
    years: Vec<&'g ActivityYear>,
    /// Whether the report is of this organisation.
    is_first: bool,
    register: Option<&'g Register>,
    atlas: Option<&'g Atlas>,
    tasks: &'g [&'g Task],
}

impl Group<'_> {
    /// The one of three texts that is in the language of the report.
    fn say(&self, fi: &'static str, sv: &'static str, en: &'static str) -> &'static str {
        self.language.pick(fi, sv, en)
    }

    fn cell(&self, text: &Text) -> Cell {
        Cell::text(text, self.language)
    }

    fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.in_language(self.language)
    }

    /// "Vuodet 2016, 2020 ja 2021", "År 2016, 2020 och 2021".
    fn years_in_words(&self) -> String {
        let numbers: BTreeSet<i32> = self.years.iter().map(|year| year.year()).collect();
        let numbers: Vec<String> = numbers.iter().map(i32::to_string).collect();
        let years = self.joined(&numbers);
        if numbers.len() == 1 {
            let word = self.say("Vuosi", "År", "Year");
            return format!("{word} {years}");
        }
        format!("{} {years}", self.say("Vuodet", "Åren", "Years"))
    }

    /// Words one after the other, "and" before the last.
    fn joined(&self, words: &[String]) -> String {
        match words.split_last() {
            None => String::new(),
            Some((last, [])) => last.clone(),
            Some((last, before)) => {
                let and = self.say("ja", "och", "and");
                format!("{} {and} {last}", before.join(", "))
            }
        }
    }

    fn preface(&self) -> &'static str {
        self.say(
            "Jokainen luku on sellainen kuin lähde sen antaa, myös ”yli” ja ”noin”, ja sellaisena se lasketaan \
             summiin. ”Ei tiedossa” tarkoittaa, ettei mikään lähde kerro lukua. Jos lähteet ovat ristiriidassa, \
             näkyvät kaikki. ”Laskettu nimistä” tarkoittaa, että lähde antaa vain nimet, joista luku on laskettu.",
            "Varje tal är sådant som källan anger det, också ”över” och ”omkring”, och räknas så in i summorna. \
             ”Uppgift saknas” betyder att ingen källa anger talet. Om källorna motsäger varandra visas alla. ”Räknat ur namnen” betyder \
             att källan anger bara namn, ur vilka talet har räknats.",
            "Every figure is as its source gives it, with “over” and “about”, and is added up as such. “Not known” \
             means that no source gives it. Where sources contradict each other, all are shown. “Counted from the names” \
             means that the source gives names alone, from which the figure was counted.",
        )
    }

    fn sections(&self) -> Vec<Section> {
        let sections = [
            self.notes(),
            self.members(),
            self.funding(),
            self.projects(),
            self.applications(),
            self.staff(),
            self.board(),
            self.priorities(),
            self.outside_seats(),
            self.events(),
            self.services(),
            self.communications(),
            self.other_work(),
            self.statutory_tasks(),
            self.others(),
            self.contradictions(),
            self.figures_with_sources(),
        ];
        sections.into_iter().flatten().collect()
    }

    /// What else there is to know of each year.
    fn notes(&self) -> Option<Section> {
        let notes = self.years.iter().filter_map(|year| {
            let year_is = Words::from(format!("{}: ", year.year()));
            Some(year_is.text(year.note()?, self.language))
        });
        let notes: Vec<Words> = notes.collect();
        let heading = self.say("Vuosista", "Om åren", "On the years");
        (!notes.is_empty()).then(|| Section::new(heading).with(Block::List(notes)))
    }

    fn communications(&self) -> Option<Section> {
        let heading = self.say("Viestintä", "Kommunikation", "Communications");
        let mut rows = SideBySide::new(self);
        rows.measures(ActivityYear::communications, |name| name);
        let title = self.say(
            "Viestinnän luvut",
            "Kommunikation i tal",
            "Communications in figures",
        );
        Some(section(heading, rows.into_blocks(title)?))
    }

    fn others(&self) -> Option<Section> {
        let heading = self.say("Muita lukuja", "Andra tal", "Other figures");
        let mut rows = SideBySide::new(self);
        rows.measures(ActivityYear::others, |name| name);
        let title = self.say(
            "Muut luvut vuosittain",
            "Andra tal år för år",
            "Other figures by year",
        );
        Some(section(heading, rows.into_blocks(title)?))
    }
}
