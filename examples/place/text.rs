//! A place as a person reads it.

use chrono::NaiveDate;
use oske::data::EDITION;
use oske::domain::{
    AreaGround, CentreFor, ClassificationId, Confidence, CountyKind, Municipality, Place,
    PlaceChange, PlaceEvent, Served,
};
use oske::statute::{Case, Style};
use oske::types::{Exact, Language, Source, Text, Validity, date_in};

use crate::events;
use crate::facts::{Belonging, BodyFacts, CentreFacts, Figures, Found, PlaceFacts};
use crate::table::wrap;

/// How wide a line may be.
const WIDTH: usize = 100;
/// How wide the column of labels is.
const LABEL: usize = 20;

pub(crate) fn found(found: &Found<'_>, language: Language) -> String {
    let mut page = Page::new(language);
    let date = date_in(language, found.view.date());
    let several = found.places.len();
    if several > 1 {
        let query = found.query;
        page.line(&language.pick(
            format!("Nimi {query} on {several} paikalla {date}: kaikki ovat alla. Tunnuksella näkyy yksi."),
            format!("{several} områden heter {query} {date}: alla visas nedan. Med en kod visas ett."),
            format!("{several} places are named {query} on {date}: all are below. An id shows one."),
        ));
        page.blank();
    }
    for place in &found.places {
        page.place(place, &date);
        page.blank();
    }
    if let Some(body) = &found.body {
        page.body(body, &date);
        page.blank();
    }
    if !found.also.is_empty() {
        let ids: Vec<String> = found.also.iter().map(ToString::to_string).collect();
        let also = language.pick(
            "Sama nimi on myös luokilla",
            "Samma namn har också klasserna",
            "Classes of the same name",
        );
        page.line(&format!("{also}: {}", ids.join(", ")));
        page.blank();
    }
    page.finish()
}

pub(crate) fn changes(
    [after, until]: [NaiveDate; 2],
    events: &[PlaceEvent<'_>],
    language: Language,
) -> String {
    let mut page = Page::new(language);
    let [from, to] = [after, until].map(|day| date_in(language, day));
    page.line(&language.pick(
        format!("Mikä on toisin {to} kuin {from}"),
        format!("Vad som är annorlunda {to} än {from}"),
        format!("What is different on {to} from {from}"),
    ));
    if events.is_empty() {
        page.line(language.pick("ei mitään", "ingenting", "nothing"));
    }
    for (code, heading) in events::headings(language) {
        let of_kind = events.iter().filter(|event| events::code(event) == code);
        let of_kind: Vec<&PlaceEvent<'_>> = of_kind.collect();
        if of_kind.is_empty() {
            continue;
        }
        page.blank();
        page.line(&format!("{heading}: {}", of_kind.len()));
        if code == "services_passed" {
            page.services(&of_kind);
        } else {
            for event in of_kind {
                page.event(event);
            }
        }
    }
    page.blank();
    page.finish()
}

/// What is printed, with the sources that were referred to.
struct Page {
    language: Language,
    text: String,
    sources: Vec<String>,
}

impl Page {
    const fn new(language: Language) -> Self {
        Self {
            language,
            text: String::new(),
            sources: Vec::new(),
        }
    }

    fn pick(&self, fi: &'static str, sv: &'static str, en: &'static str) -> &'static str {
        self.language.pick(fi, sv, en)
    }

    fn line(&mut self, line: &str) {
        for part in wrap(line, WIDTH, WIDTH) {
            self.text.push_str(&format!("{part}\n"));
        }
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }

    /// A label and what stands beside it.
    fn row(&mut self, label: &str, words: &str) {
        let width = WIDTH.saturating_sub(LABEL).saturating_sub(4);
        let lines = wrap(words, width, width);
        for (index, line) in lines.iter().enumerate() {
            let label = if index == 0 { label } else { "" };
            self.text.push_str(&format!("  {label:LABEL$}  {line}\n"));
        }
    }

    /// The mark of a source, which is told at the end.
    fn mark(&mut self, source: &Source) -> String {
        let source = source.to_string();
        let known = self.sources.iter().position(|known| *known == source);
        let index = known.unwrap_or_else(|| {
            self.sources.push(source);
            self.sources.len().saturating_sub(1)
        });
        format!("[{}]", index.saturating_add(1))
    }

    fn finish(mut self) -> String {
        let title = self.pick("Lähteet", "Källor", "Sources");
        self.line(title);
        for (index, source) in std::mem::take(&mut self.sources).iter().enumerate() {
            let mark = format!("[{}]", index.saturating_add(1));
            let width = WIDTH.saturating_sub(7);
            for (index, line) in wrap(source, width, width).iter().enumerate() {
                let mark = if index == 0 { &*mark } else { "" };
                self.text.push_str(&format!("  {mark:>4} {line}\n"));
            }
        }
        let edition = format!(
            "{} {}",
            self.pick("Laitos", "Utgåva", "Edition"),
            EDITION.name()
        );
        self.line(&format!("{edition}. {}", EDITION.attribution()));
        self.text
    }

    fn place(&mut self, facts: &PlaceFacts<'_>, date: &str) {
        let language = self.language;
        let name = facts.name.in_language(language);
        self.line(&format!("{name} · {} · {date}", facts.place));
        let kind = self.kind(facts);
        let mark = self.mark(facts.source);
        self.row(self.pick("mikä", "vad", "what"), &format!("{kind} {mark}"));
        self.names(facts.name);
        let label = self.pick("voimassa", "gäller", "exists");
        self.row(label, &self.life(facts));
        if facts.named != facts.life {
            let label = self.pick("tällä nimellä", "med detta namn", "under this name");
            self.row(label, &period(facts.named, language));
        }
        self.mergers(facts);
        for belonging in &facts.belongs {
            self.belonging(belonging);
        }
        let label = self.pick("hyvinvointiyhtymä", "sammanslutning", "joint authority");
        for authority in &facts.authorities {
            let name = authority.name().in_language(language);
            let mark = self.mark(authority.source());
            let since = since(authority.duties_from(), language);
            self.row(
                label,
                &format!("{name} ({}), {since} {mark}", authority.id()),
            );
        }
        if !facts.counties.is_empty() {
            let names = facts.counties.iter();
            let names: Vec<&str> = names
                .map(|county| county.name().in_language(language))
                .collect();
            let label = self.pick("hyvinvointialueet", "välfärdsområden", "counties");
            self.row(label, &format!("{}: {}", names.len(), names.join(", ")));
        }
        self.municipalities(facts);
        self.figures(&facts.figures);
        self.centre(&facts.centre);
        if let Some(history) = &facts.history {
            self.history(history);
        }
    }

    fn body(&mut self, body: &BodyFacts<'_>, date: &str) {
        let language = self.language;
        let authority = body.authority;
        let name = authority.name().in_language(language);
        self.line(&format!("{name} · {} · {date}", authority.id()));
        let what = self.pick(
            "hyvinvointiyhtymä: toimielin eikä alue; siihen ei kuulu kuntia",
            "välfärdssammanslutning: ett organ, inget område; inga kommuner hör till den",
            "joint authority of counties: a body and no area; no municipality belongs to it",
        );
        let mark = self.mark(authority.source());
        self.row(self.pick("mikä", "vad", "what"), &format!("{what} {mark}"));
        self.names(authority.name());
        let label = self.pick("tehtävät", "uppgifter", "duties");
        self.row(label, &since(authority.duties_from(), language));
        let members = body.members.iter();
        let members: Vec<String> = members
            .map(|county| {
                format!(
                    "{} ({})",
                    county.name().in_language(language),
                    county.code()
                )
            })
            .collect();
        let label = self.pick("jäsenet", "medlemmar", "members");
        self.row(label, &members.join(", "));
        let label = self.pick("kuntia jäsenissä", "kommuner i dem", "municipalities");
        self.row(
            label,
            &language.pick(
                format!("{} jäsenten alueilla", body.municipalities),
                format!("{} i medlemmarnas områden", body.municipalities),
                format!("{} in the areas of its members", body.municipalities),
            ),
        );
        self.figures(&body.figures);
    }

    fn kind(&self, facts: &PlaceFacts<'_>) -> String {
        let language = self.language;
        match (facts.place, facts.county, facts.classification) {
            (Place::Municipality(_), ..) => self.pick("kunta", "kommun", "municipality").into(),
            (Place::Region(_), ..) => self.pick("maakunta", "landskap", "region").into(),
            (_, Some(county), _) => self.kind_of_county(county.kind(), county.duties_from()),
            (Place::CooperationArea(_), ..) => self
                .pick(
                    "hyvinvointialueiden yhteistyöalue",
                    "samarbetsområde för välfärdsområden",
                    "co-operation area of wellbeing services counties",
                )
                .into(),
            (_, _, Some(classification)) => format!(
                "{}: {}",
                self.pick("luokka", "klass", "class"),
                classification.name().in_language(language),
            ),
            _ => self.pick("alue", "område", "area").into(),
        }
    }

    fn kind_of_county(&self, kind: CountyKind, duties_from: Option<NaiveDate>) -> String {
        match (kind, duties_from) {
            (CountyKind::CityOfHelsinki, _) => self
                .pick(
                    "ei hyvinvointialue: Helsingin kaupunki, joka järjestää sosiaali- ja terveyspalvelut itse",
                    "inget välfärdsområde: Helsingfors stad, som själv ordnar social- och hälsovården",
                    "no county: the City of Helsinki, which organises health and social services itself",
                )
                .into(),
            (CountyKind::Aland, _) => self
                .pick(
                    "ei hyvinvointialue: Ahvenanmaa, jolla on oma lainsäädäntönsä",
                    "inget välfärdsområde: Åland, som har sin egen lagstiftning",
                    "no county: Åland, which organises its services under its own legislation",
                )
                .into(),
            (_, Some(date)) => {
                let kind = self.pick("hyvinvointialue", "välfärdsområde", "wellbeing services county");
                let duties = self.pick(
                    "järjestämisvastuu",
                    "organiseringsansvar",
                    "duty to organise services",
                );
                format!("{kind}; {duties} {}", since(date, self.language))
            }
            _ => self
                .pick("hyvinvointialue", "välfärdsområde", "wellbeing services county")
                .into(),
        }
    }

    fn names(&mut self, name: &Text) {
        let names = Language::ALL.into_iter();
        let names = names.filter_map(|language| Some((language.code(), name.get(language)?)));
        let names: Vec<String> = names
            .map(|(code, words)| format!("{code} {words}"))
            .collect();
        self.row(self.pick("nimet", "namn", "names"), &names.join(" · "));
    }

    fn life(&self, facts: &PlaceFacts<'_>) -> String {
        let language = self.language;
        let from = match facts.life.from() {
            Some(day) => since(day, language),
            None => self
                .pick(
                    "ennen vuotta 2002 (alkupäivää ei ole annettu)",
                    "före 2002 (första dagen anges inte)",
                    "since before 2002 (the first day is not given)",
                )
                .into(),
        };
        let until = match facts.life.last_day() {
            Some(day) => language.pick(
                format!("viimeinen päivä {}", date_in(language, day)),
                format!("sista dagen {}", date_in(language, day)),
                format!("last day {}", date_in(language, day)),
            ),
            None => self
                .pick("päättymistä ei tiedossa", "inget slut känt", "no end known")
                .into(),
        };
        format!("{from}; {until}")
    }

    fn mergers(&mut self, facts: &PlaceFacts<'_>) {
        let language = self.language;
        let successors = facts.successors.iter();
        let successors: Vec<String> = successors
            .map(|(code, name)| format!("{} ({code})", name.in_language(language)))
            .collect();
        if let (false, Some(day)) = (successors.is_empty(), facts.life.until_exclusive()) {
            let label = self.pick("yhdistyy", "går upp i", "will be part of");
            let day = date_in(language, day);
            let names = successors.join(", ");
            self.row(
                label,
                &language.pick(
                    format!("{names} {day} alkaen"),
                    format!("{names} från och med {day}"),
                    format!("{names} from {day}"),
                ),
            );
        }
        let predecessors = facts.predecessors.iter();
        let predecessors: Vec<String> = predecessors.map(|row| ended(row, language)).collect();
        if !predecessors.is_empty() {
            let label = self.pick("siihen yhdistyneet", "har gått upp i den", "merged into it");
            self.row(label, &predecessors.join(", "));
        }
    }

    fn belonging(&mut self, belonging: &Belonging<'_>) {
        let language = self.language;
        let label = match (belonging.area, belonging.county, belonging.classification) {
            (Place::Region(_), ..) => self.pick("maakunta", "landskap", "region"),
            (_, Some(_), _) => self.pick("hyvinvointialue", "välfärdsområde", "county"),
            (Place::CooperationArea(_), ..) => {
                self.pick("yhteistyöalue", "samarbetsområde", "co-operation area")
            }
            _ => "",
        };
        let label = match belonging.classification {
            Some(known) => short_label(known.id(), language),
            None => label.to_owned(),
        };
        let mut words = format!(
            "{} ({})",
            belonging.name.in_language(language),
            code(belonging.area)
        );
        if let Some(county) = belonging.county
            && county.kind() != CountyKind::County
        {
            words = format!("{words}; {}", self.kind_of_county(county.kind(), None));
        }
        if let Some(from) = belonging.validity.from() {
            words = format!("{words}, {}", since(from, language));
        }
        if let Some(last) = belonging.validity.last_day() {
            let last = date_in(language, last);
            let until = language.pick(
                format!("{last} asti"),
                format!("till {last}"),
                format!("to {last}"),
            );
            words = format!("{words}, {until}");
        }
        let mark = self.mark(belonging.source);
        self.row(&label, &format!("{words} {mark}"));
    }

    fn municipalities(&mut self, facts: &PlaceFacts<'_>) {
        let language = self.language;
        let label = self.pick("kuntia", "kommuner", "municipalities");
        if matches!(facts.place, Place::Municipality(_)) {
            return;
        }
        if facts.municipalities.is_empty() {
            let unknown = self.pick(
                "ei tiedossa tänä päivänä",
                "inte känt denna dag",
                "not known on this day",
            );
            self.row(label, unknown);
            return;
        }
        let names = facts.municipalities.iter();
        let names: Vec<&str> = names.map(|row| row.name().in_language(language)).collect();
        self.row(label, &format!("{}: {}", names.len(), names.join(", ")));
    }

    fn figures(&mut self, figures: &Figures<'_>) {
        let language = self.language;
        let label = self.pick("väkiluku", "folkmängd", "population");
        match &figures.population {
            Some((year, Ok(figure))) => {
                let residents = number(figure.value().residents(), language);
                let borders = borders(figure.value().borders(), language);
                let mark = self.mark(figure.source());
                let words = format!(
                    "{residents}, {}, {borders} {mark}",
                    year_end(*year, language)
                );
                self.row(label, &words);
            }
            Some((_, Err(error))) => self.not_known(label, &error.to_string()),
            None => self.not_known(label, "no figures are carried of a year end before the day"),
        }
        let label = self.pick("pinta-ala", "areal", "surface area");
        if let Some((year, surface)) = &figures.surface {
            match surface {
                Ok(area) => {
                    let [all, land, water] = [
                        area.hectares(),
                        area.land_hectares(),
                        area.fresh_water_hectares(),
                    ]
                    .map(|hectares| square_kilometres(hectares, language));
                    let words = language.pick(
                        format!(
                            "{all} km²: maata {land}, makeaa vettä {water}; merta ei lueta mukaan"
                        ),
                        format!("{all} km²: land {land}, sötvatten {water}; havet räknas inte"),
                        format!(
                            "{all} km²: land {land}, fresh water {water}; the sea is not in it"
                        ),
                    );
                    let marks = area.sources().iter().map(|source| self.mark(source));
                    let marks: Vec<String> = marks.collect();
                    let borders = borders(area.borders(), language);
                    self.row(
                        label,
                        &format!("{words}; {year}, {borders} {}", marks.join(" ")),
                    );
                }
                Err(error) => self.not_known(label, &error.to_string()),
            }
        }
        let label = self.pick("ruotsinkielisiä", "svenskspråkiga", "Swedish speakers");
        match &figures.speakers {
            Some((year, Ok(figure))) => {
                let speakers = figure.value();
                let [least, most] =
                    [speakers.at_least(), speakers.at_most()].map(|count| number(count, language));
                let hidden = speakers.hidden_municipalities();
                let words = match speakers.exactly() {
                    Some(exactly) => number(exactly, language),
                    None => language.pick(
                        format!("{least}–{most}: {hidden} kunnan luku on salattu (1–4 henkeä)"),
                        format!("{least}–{most}: {hidden} kommuners tal är dolda (1–4 personer)"),
                        format!("{least}–{most}: the figures of {hidden} municipalities are hidden (1–4 people)"),
                    ),
                };
                let mark = self.mark(figure.source());
                let borders = borders(speakers.borders(), language);
                self.row(
                    label,
                    &format!("{words}, {}, {borders} {mark}", year_end(*year, language)),
                );
            }
            Some((_, Err(error))) => self.not_known(label, &error.to_string()),
            None => self.not_known(label, "no figures are carried of a year end before the day"),
        }
    }

    fn not_known(&mut self, label: &str, reason: &str) {
        let words = self.pick("ei tiedossa", "inte känt", "not known");
        self.row(label, &format!("{words}: {reason}"));
    }

    fn centre(&mut self, facts: &CentreFacts<'_>) {
        let label = self.pick("osaamiskeskus", "kompetenscentrum", "centre");
        match &facts.regional {
            Ok(CentreFor::One(served)) => self.served(label, served, facts, false),
            Ok(CentreFor::Divided(divided)) => {
                for part in divided.parts() {
                    self.served(label, part, facts, true);
                }
                let count = divided.unserved().len();
                if count > 0 {
                    let words = self.pick(
                        "kuntia ilman",
                        "kommuner utan",
                        "municipalities without one",
                    );
                    self.row("", &format!("{words}: {count}"));
                }
            }
            Ok(CentreFor::NoRegionalCentre) => {
                let none = self.pick(
                    "ei alueellista keskusta",
                    "inget regionalt centrum",
                    "no regional centre",
                );
                self.row(label, none);
            }
            Err(error) => self.not_known(label, error),
        }
        let Some(view) = facts.view else {
            return;
        };
        let centre = view.language_centre();
        let label = self.pick(
            "ruotsinkielisille",
            "för svenskspråkiga",
            "Swedish-language",
        );
        let mark = self.mark(centre.source());
        let name = centre.name().in_language(self.language);
        let cited = centre
            .citation()
            .write(self.language, Case::Nominative, Style::Short);
        self.row(label, &format!("{name}, {cited} {mark}"));
        if view.is_beyond_known()
            && let Some(known_to) = view.known_to()
        {
            let day = date_in(self.language, known_to);
            let words = self.language.pick(
                format!("Keskukset tiedossa {day} asti; myöhempää ei ole tarkistettu."),
                format!("Centrumen är kända till {day}; senare har inte kontrollerats."),
                format!("The centres are known to {day}; what came later was not verified."),
            );
            self.row("", &words);
        }
        for project in &facts.projects {
            let label = self.pick("hanke", "projekt", "project");
            let name = project.name().in_language(self.language);
            let mark = self.mark(project.source());
            let period = period(project.validity(), self.language);
            self.row(label, &format!("{name}, {period} {mark}"));
        }
    }

    fn served(&mut self, label: &str, served: &Served<'_>, facts: &CentreFacts<'_>, part: bool) {
        let language = self.language;
        let centre = served.centre();
        let cited = centre
            .citation()
            .write(language, Case::Nominative, Style::Short);
        let wording = self.pick("sanamuoto", "lydelse", "wording of");
        let mark = self.mark(centre.source());
        let mut words = centre.name().in_language(language).to_owned();
        if part {
            let count = served.municipalities().len();
            let of = self.pick("kuntia", "kommuner", "municipalities");
            words = format!("{words} ({of}: {count})");
        }
        self.row(
            label,
            &format!("{words}, {cited}, {wording} {} {mark}", centre.given_by()),
        );
        for area in served.areas() {
            let name = area.name().in_language(language);
            let ground = area.ground();
            let words = match ground {
                AreaGround::Decree => self.pick(
                    "asetus nimeää sen",
                    "nämns i förordningen",
                    "named by the decree",
                ),
                AreaGround::Reference { .. } => {
                    self.pick("viittauksella", "genom hänvisning", "by reference")
                }
                _ => self.pick("tulkinnalla", "genom tolkning", "by interpretation"),
            };
            let mut words = format!("{name}: {words}");
            if let Some(through) = ground.through() {
                let through = through.write(language, Case::Nominative, Style::Short);
                words = format!("{words}, {through}");
            }
            if let Some(reason) = ground.reason() {
                words = format!("{words}: {}", reason.in_language(language));
            }
            let mark = self.mark(area.source());
            self.row("", &format!("{words} {mark}"));
        }
        for (unit, row) in facts.units(centre.id()) {
            let name = unit.name().in_language(language);
            let sure = match row.confidence() {
                Confidence::Verified => self.pick("varmistettu", "kontrollerat", "verified"),
                Confidence::Inferred => self.pick("päätelty", "härlett", "inferred"),
                _ => self.pick("tarkistamatta", "inte kontrollerat", "unverified"),
            };
            let by = self.pick("ylläpitäjä", "drivs av", "run by");
            let mark = self.mark(row.source());
            self.row("", &format!("{by}: {name} ({sure}) {mark}"));
        }
    }

    fn history(&mut self, history: &[PlaceEvent<'_>]) {
        let title = self.pick("Historia", "Historia", "History");
        self.text.push_str(&format!("  {title}\n"));
        if history.is_empty() {
            let nothing = self.pick(
                "ei tapahtumia 1.1.2002 jälkeen",
                "inga händelser efter 1.1.2002",
                "no events after 1 January 2002",
            );
            self.text.push_str(&format!("    {nothing}\n"));
        }
        for event in history {
            self.event(event);
        }
    }

    fn event(&mut self, event: &PlaceEvent<'_>) {
        let mark = self.mark(event.source());
        let words = format!("{} {mark}", events::words(event, self.language));
        self.dated(event.date(), &words);
    }

    fn dated(&mut self, date: NaiveDate, words: &str) {
        let width = WIDTH.saturating_sub(16);
        for (index, line) in wrap(words, width, width).iter().enumerate() {
            let date = if index == 0 {
                date.to_string()
            } else {
                String::new()
            };
            self.text.push_str(&format!("    {date:10}  {line}\n"));
        }
    }

    /// To each county, of how many municipalities.
    fn services(&mut self, events: &[&PlaceEvent<'_>]) {
        let mut counties: Vec<(Place, &PlaceEvent<'_>, usize)> = Vec::new();
        for event in events {
            let PlaceChange::ServicesPassed { to } = event.change() else {
                continue;
            };
            let to = Place::from(*to);
            match counties.iter_mut().find(|(county, ..)| *county == to) {
                Some((_, _, count)) => *count = count.saturating_add(1),
                None => counties.push((to, event, 1)),
            }
        }
        counties.sort_by_key(|(county, ..)| *county);
        for (county, event, count) in counties {
            let name = events::name(county, event, self.language);
            let of = self.pick("kuntia", "kommuner", "municipalities");
            let mark = self.mark(event.source());
            self.dated(event.date(), &format!("→ {name}, {of}: {count} {mark}"));
        }
    }
}

/// The code alone of a place.
fn code(place: Place) -> String {
    match place {
        Place::Municipality(code) => code.to_string(),
        Place::Region(code) => code.to_string(),
        Place::County(code) => code.to_string(),
        Place::CooperationArea(code) => code.to_string(),
        Place::Class(id) => id.code().to_string(),
        other => other.to_string(),
    }
}

/// The label of a classification that the embedded atlas has; its id of any other.
pub(crate) fn short_label(id: ClassificationId, language: Language) -> String {
    let label = match id.as_str() {
        "avi" => language.pick("AVI", "RFV", "AVI"),
        "ely" => language.pick("ELY-keskus", "NTM-central", "ELY Centre"),
        "evk" => language.pick("elinvoimakeskus", "livskraftscentral", "econ. dev. centre"),
        "language_status" => language.pick("kielisuhde", "språkförhållande", "language status"),
        "nuts3" => "NUTS 3",
        "sub_region" => language.pick("seutukunta", "ekonomisk region", "sub-region"),
        "urban_rural" => language.pick("kuntaryhmitys", "kommungruppering", "grouping"),
        other => other,
    };
    label.to_owned()
}

fn since(date: NaiveDate, language: Language) -> String {
    let date = date_in(language, date);
    language.pick(
        format!("{date} alkaen"),
        format!("från och med {date}"),
        format!("since {date}"),
    )
}

fn period(period: Validity, language: Language) -> String {
    let day = |day: Option<NaiveDate>| day.map(|day| date_in(language, day)).unwrap_or_default();
    format!("{}–{}", day(period.from()), day(period.last_day()))
}

fn ended(row: &Municipality, language: Language) -> String {
    let name = row.name().in_language(language);
    let day = row.validity().until_exclusive();
    match day {
        Some(day) => format!("{name} ({}, {})", row.code(), date_in(language, day)),
        None => format!("{name} ({})", row.code()),
    }
}

fn year_end(year: i32, language: Language) -> String {
    language.pick(
        format!("31.12.{year}"),
        format!("31.12.{year}"),
        format!("31 December {year}"),
    )
}

fn borders(day: NaiveDate, language: Language) -> String {
    let day = date_in(language, day);
    language.pick(
        format!("lähteessä {day} kuntajaossa"),
        format!("i källan enligt kommunindelningen {day}"),
        format!("laid out by the source in the division of {day}"),
    )
}

fn number(count: u32, language: Language) -> String {
    Exact::from(i64::from(count)).in_language(language)
}

/// Hectares as square kilometres, which are what people know.
fn square_kilometres(hectares: u32, language: Language) -> String {
    let kilometres = Exact::ratio(i128::from(hectares), 100);
    kilometres.map_or_else(
        |_| hectares.to_string(),
        |value| value.in_language(language),
    )
}
