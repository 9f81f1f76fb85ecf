//! The parts of a year, from their tables in a document.

use std::collections::BTreeMap;

use oske_types::{Figure, Source, Sourced, Text, nearest};

use crate::activity::{push_measure, twice};
use crate::document::{DocumentFault, Node, Section};
use crate::{
    Activity, ActivityId, ActivityKind, ActivityYear, Application, BoardYear, Event, EventState,
    Headcount, Measure, MemberKind, OfficeHolder, OutsideSeat, Project, Statement, Told,
    YearMembers,
};

/// The word of a figure that no source gives.
const UNKNOWN: &str = "unknown";

/// The source, and the place in it, of what names none itself.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    source: Option<Source>,
    at: Option<Box<str>>,
}

/// Reads the parts of a year.
pub(super) struct Reader<'s> {
    pub(super) sources: &'s BTreeMap<String, Source>,
}

impl Reader<'_> {
    /// The scope of a section: its own source, or that of what it is in. Of another source the place is
    /// another.
    pub(super) fn scope(
        &self,
        section: &Section<'_, '_>,
        key: &'static str,
        outer: &Scope,
    ) -> Scope {
        let named = section.node(key);
        let at = section.text("at").map(Box::from);
        let Some(node) = named else {
            let at = at.or_else(|| outer.at.clone());
            return Scope {
                source: outer.source.clone(),
                at,
            };
        };
        let name = node.text();
        let source = name.and_then(|name| self.sources.get(name)).cloned();
        if let (Some(name), None) = (name, &source) {
            let known = self.sources.keys().map(String::as_str);
            let help = match nearest(name, known) {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => format!("name it: `[source.{name}]`"),
            };
            let message = format!("`{name}` is no source: expected one that is named");
            node.report(DocumentFault::new("unknown-source", message).with_help(help));
        }
        // A source that is not known has been told once, here.
        let source = source.or_else(|| name.map(Source::new));
        Scope { source, at }
    }

    /// The source of a scope; that there is none is told.
    fn source_of(scope: &Scope, report: impl FnOnce(DocumentFault)) -> Option<Source> {
        if scope.source.is_none() {
            let message = "no source: expected one, as in `source = \"report\"`";
            let help = "with `told_by` at the beginning one source is that of all";
            report(DocumentFault::new("no-source", message).with_help(help));
        }
        scope.source.clone()
    }

    fn statement(
        &self,
        figure: Figure,
        scope: &Scope,
        report: impl FnOnce(DocumentFault),
    ) -> Option<Statement> {
        let statement = Statement::new(figure, Self::source_of(scope, report)?);
        Some(match &scope.at {
            Some(at) => statement.at(at.clone()),
            None => statement,
        })
    }

    /// The figure under a key; missing where there is no such key.
    pub(super) fn told(&self, section: &Section<'_, '_>, key: &'static str, scope: &Scope) -> Told {
        section
            .node(key)
            .map_or_else(Told::nowhere, |node| self.told_of(&node, scope))
    }

    fn told_of(&self, node: &Node<'_, '_>, scope: &Scope) -> Told {
        if node.is_text() {
            return self.told_in(node, node, scope);
        }
        if node.is_list() {
            let items = node.items();
            let told = items.iter().map(|item| self.told_of(item, scope));
            let statements = told.flat_map(|told| told.statements().to_vec());
            return statements.fold(Told::nowhere(), Told::and);
        }
        let section = if node.is_table() {
            node.section()
        } else {
            node.wrong_kind("a figure in quotes, as in `\"over 70\"`, or a table with its source");
            None
        };
        let Some(section) = section else {
            return Told::nowhere();
        };
        let scope = self.scope(&section, "source", scope);
        let told = match (section.node("is"), section.node("counted")) {
            (Some(is), None) => self.told_in(&is, node, &scope),
            (None, Some(counted)) => counted_from_names(&self.told_in(&counted, node, &scope)),
            (None, None) => {
                section.missing("is", "is = \"over 70\"");
                Told::nowhere()
            }
            (Some(_), Some(_)) => {
                let message = "found both `is` and `counted`: expected `is` for a number that the source \
                     gives, or `counted` for one that is counted from the names in it";
                section.report(DocumentFault::new("given-and-counted", message));
                Told::nowhere()
            }
        };
        section.finish();
        told
    }

    /// The figure that a text is.
    fn told_in(&self, text: &Node<'_, '_>, node: &Node<'_, '_>, scope: &Scope) -> Told {
        if text.is_text() && text.text() == Some(UNKNOWN) {
            return Told::nowhere();
        }
        let figure = text.parsed();
        let statement =
            figure.and_then(|figure| self.statement(figure, scope, |fault| node.report(fault)));
        statement.map_or_else(Told::nowhere, Told::by)
    }

    /// How many. An entry without a number is one, counted from its name.
    fn number(&self, section: &Section<'_, '_>, scope: &Scope) -> Told {
        if section.node("number").is_some() {
            return self.told(section, "number", scope);
        }
        let one = self.statement(Figure::exactly(1), scope, |fault| section.report(fault));
        one.map(Statement::counted_from_names)
            .map_or_else(Told::nowhere, Told::by)
    }

    /// What is counted, each with its id and name.
    pub(super) fn measures(
        &self,
        section: &Section<'_, '_>,
        key: &'static str,
        scope: &Scope,
    ) -> Vec<Measure> {
        let mut measures = Vec::new();
        for one in section.sections(key) {
            let scope = self.scope(&one, "source", scope);
            let (id, name) = id_and_name(&one);
            let told = self.told(&one, "is", &scope);
            if one.node("is").is_none() {
                one.missing("is", "is = \"about 40\"");
            }
            one.finish();
            let Some((id, name)) = id.zip(name) else {
                continue;
            };
            if let Err(error) = push_measure(&mut measures, Measure::new(id, name, told)) {
                one.report(DocumentFault::new("duplicate-id", error.to_string()));
            }
        }
        measures
    }

    /// Words with the source of each.
    pub(super) fn sourced_words(
        &self,
        section: &Section<'_, '_>,
        key: &'static str,
        scope: &Scope,
    ) -> Vec<Sourced<Text>> {
        let mut found = Vec::new();
        for one in section.sections(key) {
            let scope = self.scope(&one, "source", scope);
            let name = one.words("name");
            if one.node("name").is_none() {
                one.missing("name", "name = { fi = \"lastensuojelu\" }");
            }
            let source = Self::source_of(&scope, |fault| one.report(fault));
            one.finish();
            found.extend(
                name.zip(source)
                    .map(|(name, source)| Sourced::new(name, source)),
            );
        }
        found
    }

    pub(super) fn members(&self, section: &Section<'_, '_>, scope: &Scope) -> YearMembers {
        let scope = self.scope(section, "source", scope);
        let mut members = YearMembers::new(self.told(section, "total", &scope))
            .with_joined(self.told(section, "joined", &scope))
            .with_left(self.told(section, "left", &scope));
        if let Some(by_kind) = section.section("by_kind") {
            for (code, node) in by_kind.named() {
                match code.parse::<MemberKind>() {
                    Ok(kind) => members = members.of_kind(kind, self.told_of(&node, &scope)),
                    Err(error) => {
                        node.report(DocumentFault::new("unknown-kind", error.to_string()));
                    }
                }
            }
        }
        members.newcomers = self.sourced_words(section, "newcomer", &scope);
        members.note = section.words("note");
        section.finish();
        members
    }

    pub(super) fn headcount(&self, section: &Section<'_, '_>, scope: &Scope) -> Headcount {
        let scope = self.scope(section, "source", scope);
        let headcount = Headcount {
            persons: self.told(section, "persons", &scope),
            groups: self.measures(section, "group", &scope),
        };
        section.finish();
        headcount
    }

    pub(super) fn board(&self, section: &Section<'_, '_>, scope: &Scope) -> BoardYear {
        let scope = self.scope(section, "source", scope);
        let mut board = BoardYear {
            meetings: self.told(section, "meetings", &scope),
            seats: Vec::new(),
            measures: self.measures(section, "figure", &scope),
        };
        for seat in section.sections("seat") {
            let scope = self.scope(&seat, "source", &scope);
            let holder = holder(&seat);
            let source = Self::source_of(&scope, |fault| seat.report(fault));
            seat.finish();
            let seat = holder.zip(source);
            board
                .seats
                .extend(seat.map(|(holder, source)| Sourced::new(holder, source)));
        }
        section.finish();
        board
    }

    pub(super) fn outside_seat(
        &self,
        section: &Section<'_, '_>,
        scope: &Scope,
    ) -> Option<OutsideSeat> {
        let scope = self.scope(section, "source", scope);
        let body = section.words("body");
        if section.node("body").is_none() {
            section.missing("body", "body = { fi = \"neuvottelukunta\" }");
        }
        let holder = holder(section);
        let term = (section.parsed("term_begins"), section.parsed("term_ends"));
        let source = Self::source_of(&scope, |fault| section.report(fault));
        section.finish();
        let representation = OutsideSeat::new(body?, holder?, source?);
        Some(match term {
            (Some(from), Some(to)) => representation.in_term(from, to),
            _ => representation,
        })
    }

    /// The work of every kind.
    pub(super) fn activities(
        &self,
        root: &Section<'_, '_>,
        scope: &Scope,
        year: &mut ActivityYear,
    ) {
        for key in ["project", "event", "service", "application", "work"] {
            for section in root.sections(key) {
                let scope = self.scope(&section, "source", scope);
                let kind = match key {
                    "project" => Some(self.project(&section, &scope)),
                    "event" => self.event(&section, &scope),
                    "application" => self.application(&section, &scope),
                    "service" => Some(ActivityKind::Service),
                    _ => Some(ActivityKind::Other),
                };
                let Some(activity) = self.activity(&section, &scope, kind) else {
                    continue;
                };
                if year.activities.iter().any(|one| one.id() == activity.id()) {
                    let message = twice(activity.id()).to_string();
                    section.report(DocumentFault::new("duplicate-id", message));
                } else {
                    year.activities.push(activity);
                }
            }
        }
    }

    fn activity(
        &self,
        section: &Section<'_, '_>,
        scope: &Scope,
        kind: Option<ActivityKind>,
    ) -> Option<Activity> {
        let (id, name) = id_and_name(section);
        let tasks = section.items("tasks").into_iter();
        let tasks = tasks.filter_map(|task| task.parsed()).collect();
        let measures = self.measures(section, "figure", scope);
        let note = section.words("note");
        let source = Self::source_of(scope, |fault| section.report(fault));
        section.finish();
        let mut activity = Activity::new(id?, name?, kind?, source?).for_tasks(tasks);
        if let Some(note) = note {
            activity = activity.with_note(note);
        }
        Some(measures.into_iter().fold(activity, Activity::with_measure))
    }

    fn project(&self, section: &Section<'_, '_>, scope: &Scope) -> ActivityKind {
        let mut project = Project::new()
            .funded_by(section.all_words("funders"))
            .with_partners(section.all_words("partners"))
            .with_funding(self.told(section, "funding", scope));
        if let Some(coordinator) = section.words("coordinator") {
            project = project.led_by(coordinator);
        }
        if let Some(begins) = section.parsed("begins") {
            project = project.from(begins);
        }
        if let Some(ends) = section.parsed("ends") {
            project = project.to(ends);
        }
        ActivityKind::Project(project)
    }

    fn event(&self, section: &Section<'_, '_>, scope: &Scope) -> Option<ActivityKind> {
        let kind = section.parsed("kind");
        if section.node("kind").is_none() {
            section.missing("kind", "kind = \"training\"");
        }
        let state = section.parsed("state").unwrap_or(EventState::Held);
        let when = section.parsed("when");
        let place = section.words("place");
        let participants = self.told(section, "participants", scope);
        let number = if state == EventState::Held {
            self.number(section, scope)
        } else {
            self.told(section, "number", scope)
        };
        let mut event = Event::new(kind?, number)
            .in_state(state)
            .with_participants(participants);
        if let Some(when) = when {
            event = event.on(when);
        }
        if let Some(place) = place {
            event = event.in_place(place);
        }
        Some(ActivityKind::Event(event))
    }

    fn application(&self, section: &Section<'_, '_>, scope: &Scope) -> Option<ActivityKind> {
        let outcome = section.parsed("outcome");
        if section.node("outcome").is_none() {
            section.missing("outcome", "outcome = \"granted\"");
        }
        let applicant = section.words("applicant");
        let funder = section.words("funder");
        let number = self.number(section, scope);
        let mut application = Application::new(number, outcome?);
        if let Some(applicant) = applicant {
            application = application.by(applicant);
        }
        if let Some(funder) = funder {
            application = application.to(funder);
        }
        Some(ActivityKind::Application(application))
    }
}

/// The same, as counted from the names in its source.
fn counted_from_names(told: &Told) -> Told {
    let statements = told.statements().iter().cloned();
    let counted = statements.map(Statement::counted_from_names);
    counted.fold(Told::nowhere(), Told::and)
}

fn id_and_name(section: &Section<'_, '_>) -> (Option<ActivityId>, Option<Text>) {
    let (id, name) = (section.parsed("id"), section.words("name"));
    if section.node("id").is_none() {
        section.missing("id", "id = \"blog-posts\"");
    }
    if section.node("name").is_none() {
        section.missing("name", "name = { fi = \"blogikirjoitusta\" }");
    }
    (id, name)
}

fn holder(section: &Section<'_, '_>) -> Option<OfficeHolder> {
    let role = section.parsed("role");
    if section.node("role").is_none() {
        section.missing("role", "role = \"chair\"");
    }
    let person = section.parsed("person");
    let title = section.words("title");
    let organisation = section.words("organisation");
    let mut holder = OfficeHolder::new(role?);
    if let Some(person) = person {
        holder = holder.named(person);
    }
    if let Some(title) = title {
        holder = holder.with_title(title);
    }
    if let Some(organisation) = organisation {
        holder = holder.from_organisation(organisation);
    }
    Some(holder)
}
