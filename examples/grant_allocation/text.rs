//! The division as a person reads it.

use chrono::Datelike;
use oske::data::CENTRES;
use oske::domain::{GrantStage, NationalGrant};
use oske::dues::{DueInstalment, Policy};
use oske::statute::{Case, Style};
use oske::types::{Amount, Exact, Language, Money, Source, date_in};

use crate::compute::{Comparison, Division, Range, Row, ToldYear};
use crate::point::{POINTS, Picks, ROUNDING};
use crate::prose::{each_once, not_known, prose, sources};
use crate::table::{Align, Table};

pub(crate) fn told(policy: &Policy, years: &[ToldYear], language: Language) -> String {
    let title = policy.title().in_language(language);
    let mut text = format!("{title}\n");
    for basis in policy.legal_basis() {
        let note = basis.note().map(|note| note.in_language(language));
        let note = note.map(|note| format!(": {note}")).unwrap_or_default();
        let cited = basis.reference().ok();
        let cited = cited.map(|cited| cited.write(language, Case::Nominative, Style::Short));
        let cited = cited.unwrap_or_else(|| basis.citation().to_owned());
        text.push_str(&prose(&format!("{cited}{note}"), 2));
    }
    for year in years {
        text.push_str(&of_year(year, language));
    }
    text + &sources(amounts_read(years), language)
}

fn of_year(told: &ToldYear, language: Language) -> String {
    let year = told.figures.year();
    let mut text = format!(
        "\n{}\n",
        language.pick(
            format!("Vuosi {year}"),
            format!("År {year}"),
            format!("The year {year}"),
        )
    );
    if told.comparisons.is_empty() {
        text.push_str(&prose(
            language.pick(
                "Mitä keskukset saivat tänä vuonna, ei ole tiedossa.",
                "Vad centrumen fick detta år är inte känt.",
                "What the centres received in this year is not known.",
            ),
            2,
        ));
    }
    for comparison in &told.comparisons {
        text.push_str(&compared(comparison, told, language));
    }
    text.push_str(&divided(&told.division, language));
    let title = language.pick(
        "Mitä ei tiedetä",
        "Vad som inte är känt",
        "What is not known",
    );
    text.push_str(&format!("\n  {title}\n"));
    for gap in gaps(told, language) {
        text.push_str(&prose(&format!("• {gap}"), 2));
    }
    text
}

/// What the formula gives beside what was published, for each combination.
fn compared(comparison: &Comparison, told: &ToldYear, language: Language) -> String {
    let unit = comparison.published.unit();
    let unit = CENTRES.unit(unit).map_or_else(
        || unit.to_string(),
        |unit| unit.name().in_language(language).to_owned(),
    );
    let centre = comparison.centre.name().in_language(language);
    let received = comparison.published.amount().in_language(language);
    let total = comparison.total.in_language(language);
    let stage = stage(comparison.national, language);
    let said = language.pick(
        format!("{unit} sai perustoimintaansa {received}. Kaavan mukaan {centre} saisi, kun kokonaismäärä on {total} ({stage}), tämän verran enemmän (+) tai vähemmän (−):"),
        format!("{unit} fick {received} för sin basverksamhet. Enligt formeln skulle {centre}, av ett totalt belopp om {total} ({stage}), få så mycket mer (+) eller mindre (−):"),
        format!("{unit} received {received} for its basic work. By the formula {centre} would receive, of a total of {total} ({stage}), so much more (+) or less (−):"),
    );
    let mut text = format!("\n{}\n", prose(&said, 2));
    let idle: Vec<usize> = (0..ROUNDING)
        .filter(|point| is_idle(comparison, *point))
        .collect();
    let shown: Vec<usize> = (0..ROUNDING)
        .filter(|point| !idle.contains(point))
        .collect();
    let points: Vec<&str> = shown
        .iter()
        .filter_map(|point| Some(POINTS.get(*point)?.in_language(language)))
        .collect();
    let mut columns: Vec<(&str, Align, usize)> = points
        .iter()
        .map(|point| (*point, Align::Left, 24))
        .collect();
    for rounding in 0..2 {
        if let Some(point) = POINTS.get(ROUNDING) {
            columns.push((point.way(rounding).in_language(language), Align::Right, 36));
        }
    }
    let mut table = Table::new(columns);
    let is_first = |row: &&Row| idle.iter().all(|point| row.picks.get(*point) == Some(&0));
    let mut rows = comparison.rows.iter().filter(is_first);
    while let (Some(cents), Some(euros)) = (rows.next(), rows.next()) {
        let ways = shown.iter().filter_map(|point| {
            let way = POINTS.get(*point)?.way(*cents.picks.get(*point)?);
            Some(way.in_language(language).to_owned())
        });
        let amounts = [cents, euros].map(|row| match comparison.difference(row) {
            Some(range) => difference(range, language),
            None => not_known(language).to_owned(),
        });
        table.row(ways.chain(amounts));
    }
    text.push_str(&table.to_text());
    let idle: Vec<&str> = idle
        .iter()
        .filter_map(|point| Some(POINTS.get(*point)?.in_language(language)))
        .collect();
    if !idle.is_empty() {
        let idle = idle.join("; ");
        let said = language.pick(
            format!("Ei vaikuta tänä vuonna: {idle}."),
            format!("Saknar betydelse detta år: {idle}."),
            format!("Without effect in this year: {idle}."),
        );
        text.push_str(&prose(&said, 2));
    }
    let reasons = comparison.rows.iter();
    let reasons = reasons.filter_map(|row| row.amount.as_ref().err().cloned());
    for reason in each_once(reasons) {
        text.push_str(&prose(&reason, 2));
    }
    text.push_str(&nearest(comparison, told, language));
    text
}

/// Whether a point makes no difference in any combination of the others.
fn is_idle(comparison: &Comparison, point: usize) -> bool {
    comparison.rows.iter().all(|row| {
        let mut other = row.picks;
        if let Some(pick) = other.get_mut(point) {
            *pick = 1_usize.saturating_sub(*pick);
        }
        let mut rows = comparison.rows.iter();
        rows.find(|row| row.picks == other)
            .is_some_and(|other| other.amount == row.amount)
    })
}

fn nearest(comparison: &Comparison, told: &ToldYear, language: Language) -> String {
    let nearest = comparison.nearest();
    let Some((_, range)) = nearest.first() else {
        return String::new();
    };
    let settled: Vec<String> = POINTS
        .iter()
        .enumerate()
        .take(ROUNDING)
        .filter_map(|(index, point)| {
            let mut picks = nearest
                .iter()
                .filter_map(|(row, _)| row.picks.get(index).copied());
            let first = picks.next()?;
            picks.all(|pick| pick == first).then(|| {
                let way = point.way(first).in_language(language);
                format!("{}: {way}", point.in_language(language))
            })
        })
        .collect();
    let (ways, off) = (settled.join("; "), difference(*range, language));
    let areas = areas_of_another_year(told, language);
    let areas = areas.map(|areas| format!(" {areas}")).unwrap_or_default();
    prose(
        &language.pick(
            format!("Lähimpänä ({off}): {ways}.{areas} Läheisyys ei todista, että näin olisi laskettu: aineistossa on aukkoja, ja yhdistelmiä on monta."),
            format!("Närmast ({off}): {ways}.{areas} Att det ligger nära bevisar inte att så har räknats: uppgifterna har luckor och kombinationerna är många."),
            format!("Nearest ({off}): {ways}.{areas} Nearness does not prove that it was computed so: the data has gaps, and combinations are many."),
        ),
        2,
    )
}

/// That the surface areas are not those of the grant year, and how far the two are apart.
fn areas_of_another_year(told: &ToldYear, language: Language) -> Option<String> {
    let year = told.figures.year().year();
    let of = told.figures.surface_year().filter(|of| *of != year)?;
    let apart = of.abs_diff(year);
    let [fi, sv, en] = match of < year {
        true => ["ennen", "före", "before"],
        false => ["jälkeen", "efter", "after"],
    };
    let (vuosi, years) = match apart {
        1 => ("vuosi", "year"),
        _ => ("vuotta", "years"),
    };
    Some(language.pick(
        format!("Pinta-alat ovat vuodelta {of}, {apart} {vuosi} avustusvuoden {fi}: vuoden {year} tilastoa ei ole aineistossa."),
        format!("Arealerna är från {of}, {apart} år {sv} understödsåret: statistiken för {year} finns inte bland uppgifterna."),
        format!("The areas are those of {of}, {apart} {years} {en} the grant year: the statistic of {year} is not in the data."),
    ))
}

/// The parts of all centres in one combination.
fn divided(division: &Division, language: Language) -> String {
    let total = division.total.in_language(language);
    let stage = stage(division.national, language);
    let ways = ways(&division.picks, language);
    let said = language.pick(
        format!("Kaikki keskukset, {total} ({stage}), yksi yhdistelmä monesta: {ways}."),
        format!("Alla centrum, {total} ({stage}), en kombination av många: {ways}."),
        format!("All centres, {total} ({stage}), one combination of many: {ways}."),
    );
    let mut text = format!("\n{}\n", prose(&said, 2));
    let mut table = Table::new([
        (
            language.pick("keskus", "centrum", "centre"),
            Align::Left,
            40,
        ),
        (
            language.pick("perustoiminta", "basverksamhet", "basic work"),
            Align::Right,
            16,
        ),
        (
            language.pick("erityinen avustus", "särskilt understöd", "special grant"),
            Align::Right,
            18,
        ),
        (
            language.pick("yhteensä", "sammanlagt", "together"),
            Align::Right,
            16,
        ),
        (
            language.pick("kuukausittain", "månatligen", "each month"),
            Align::Left,
            36,
        ),
    ]);
    for part in &division.parts {
        let name = part.centre.name().in_language(language).to_owned();
        table.row(match &part.amounts {
            Ok(amounts) => {
                let special = amounts.special.map(|special| special.in_language(language));
                [
                    name,
                    amounts.basic.in_language(language),
                    special.unwrap_or_default(),
                    amounts.whole.in_language(language),
                    monthly(&amounts.instalments, language),
                ]
            }
            Err(_) => {
                let open = not_known(language);
                [
                    name,
                    open.to_owned(),
                    String::new(),
                    open.to_owned(),
                    String::new(),
                ]
            }
        });
    }
    let sum = division.sum.in_language(language);
    let in_all = language.pick("yhteensä", "sammanlagt", "in all").to_owned();
    table.row([in_all, String::new(), String::new(), sum, String::new()]);
    text.push_str(&table.to_text());
    for said in of_sum(division, language) {
        text.push_str(&prose(&said, 2));
    }
    text
}

/// What there is to say of the sum and the instalments.
fn of_sum(division: &Division, language: Language) -> Vec<String> {
    let mut said = Vec::new();
    let open: Vec<&String> = division
        .parts
        .iter()
        .filter_map(|part| part.amounts.as_ref().err())
        .collect();
    if let Some(reason) = open.first() {
        said.push((*reason).clone());
        return said;
    }
    let over = division.sum.checked_sub(division.total).ok();
    said.push(match over {
        Some(over) if !over.is_zero() => {
            let over = signed(over, language);
            language.pick(
                format!("Osien summa poikkeaa kokonaismäärästä: {over}."),
                format!("Delarnas summa avviker från det totala beloppet: {over}."),
                format!("The parts differ from the total: {over}."),
            )
        }
        _ => language
            .pick(
                "Osat ovat yhteensä kokonaismäärä.",
                "Delarna ger sammanlagt det totala beloppet.",
                "The parts add up to the total.",
            )
            .to_owned(),
    });
    if let Some(more) = division.more_speakers {
        let more = more.in_language(language);
        said.push(language.pick(
            format!("Ruotsinkielisiä on oletettu mahdollisimman vähän. Jos heitä on niin monta kuin voi olla, ruotsinkielinen keskus saa {more} enemmän ja muut yhteensä saman verran vähemmän."),
            format!("Antalet svenskspråkiga är det minsta möjliga. Om de är så många som de kan vara får det svenskspråkiga centrumet {more} mer och de andra sammanlagt lika mycket mindre."),
            format!("Swedish speakers are taken to be as few as there can be. If they are as many as there can be, the Swedish-language centre receives {more} more and the others together as much less."),
        ));
    }
    let parts = division.parts.iter();
    let mut amounts = parts.filter_map(|part| part.amounts.as_ref().ok());
    let days = amounts.next().map(|amounts| &amounts.instalments);
    if let Some([first, .., last]) = days.map(Vec::as_slice) {
        let [first, last] = [first, last].map(|day| date_in(language, day.due()));
        said.push(language.pick(
            format!("Maksetaan kuukausittain viimeistään 11. päivänä, ensin {first} ja viimeksi {last}; sentit, jotka eivät jakaudu tasan, ovat ensimmäisissä erissä."),
            format!("Betalas varje månad senast den 11, först {first} och sist {last}; cent som inte kan delas lika ingår i de första raterna."),
            format!("Paid each month at the latest on day 11, first on {first} and last on {last}; cents that cannot be divided evenly are in the first instalments."),
        ));
    }
    said
}

/// "4 × €26,000.01, 8 × €26,000.00".
fn monthly(instalments: &[DueInstalment], language: Language) -> String {
    let runs = instalments.chunk_by(|one, next| one.amount() == next.amount());
    let runs: Vec<String> = runs
        .filter_map(|run| {
            let amount = run.first()?.amount().in_language(language);
            Some(format!("{} × {amount}", run.len()))
        })
        .collect();
    runs.join(", ")
}

/// What of the figures is not known, for a reader to judge.
fn gaps(told: &ToldYear, language: Language) -> Vec<String> {
    let mut gaps = Vec::new();
    gaps.extend(areas_of_another_year(told, language));
    for country in told
        .figures
        .countries()
        .filter(|country| !country.is_exact())
    {
        let (of, speakers) = (country.year(), country.swedish_speakers());
        let number = |people: u32| Exact::from(i64::from(people)).in_language(language);
        let (least, most) = (number(speakers.at_least()), number(speakers.at_most()));
        gaps.push(language.pick(
            format!("Koko maan ruotsinkielisten määrää 31.12.{of} ei ole luettu: kunnittain heitä on {least}–{most}, sillä alle 5:n luvut on salattu."),
            format!("Antalet svenskspråkiga i hela landet 31.12.{of} har inte lästs: enligt kommunerna är de {least}–{most}, eftersom tal under 5 är dolda."),
            format!("The Swedish speakers of the whole country on 31 December {of} were not read: by municipality there are {least}–{most}, for figures below 5 are hidden."),
        ));
    }
    let is_open = told.figures.countries().any(|country| !country.is_exact());
    if is_open && !told.comparisons.is_empty() {
        gaps.push(
            language
                .pick(
                    "Ero on väli, kun se riippuu luvusta, jota ei ole luettu.",
                    "En skillnad är ett intervall där den beror på ett tal som inte har lästs.",
                    "A difference is a range where it rests on a number that was not read.",
                )
                .to_owned(),
        );
    }
    gaps.extend(readings(told, language));
    gaps.push(language.pick(
        "Sitä, mitä kokonaismäärää, tilastoja ja pyöristystä ministeriö käytti, ei ole luettu mistään.".to_owned(),
        "Vilket totalt belopp, vilken statistik och vilken avrundning ministeriet använde har inte lästs någonstans.".to_owned(),
        "Which total, statistics and rounding the ministry used was read nowhere.".to_owned(),
    ));
    for problem in told.figures.problems() {
        gaps.push(problem.to_string());
    }
    gaps
}

/// How the decree is read where that is no choice: it follows, and is not spelt out.
fn readings(told: &ToldYear, language: Language) -> Vec<String> {
    let mut readings = vec![
        language.pick(
            "Asetus ei sano, minkä päivän väkilukua käytetään: tässä se on vuoden viimeisen päivän, jolta tilasto on.",
            "Förordningen säger inte vilken dags folkmängd som används: här är det den sista dagen på året, för vilken statistiken finns.",
            "The decree does not say of which day the people are: here of the last day of a year, of which the statistic is.",
        )
        .to_owned(),
        language.pick(
            "Osuudet väkiluvusta ja pinta-alasta lasketaan suomenkielisten keskusten summasta. Se seuraa sanamuodosta, mutta sitä ei ole sanottu.",
            "Andelarna av folkmängd och areal räknas av de finskspråkiga centrumens summa. Det följer av ordalydelsen men sägs inte ut.",
            "Shares of people and area are taken over the sum of the Finnish-language centres. That follows from the wording and is not spelt out.",
        )
        .to_owned(),
    ];
    let year = told.figures.year();
    let Ok(view) = CENTRES.on(year.first_day()) else {
        return readings;
    };
    for centre in view.regional_centres() {
        let areas = view.area_of(centre.id());
        for area in areas.filter(|area| area.ground().is_interpretation()) {
            let place = area.name().in_language(language);
            let centre = centre.name().in_language(language);
            readings.push(language.pick(
                format!("{place} on laskettu keskukseen {centre} tulkinnalla."),
                format!("{place} har räknats till {centre} genom tolkning."),
                format!("{place} is counted in {centre} by interpretation."),
            ));
        }
    }
    let days = CENTRES.days_of_change().into_iter();
    for day in days.filter(|day| year.first_day() < *day && day.year() == year.year()) {
        let day = date_in(language, day);
        readings.push(language.pick(
            format!("Asetus muuttui {day}. Miten se jakaa vuoden, ei ole säädetty: vuosi on laskettu sen ensimmäisen päivän mukaan."),
            format!("Förordningen ändrades {day}. Hur det delar året föreskrivs inte: året har räknats enligt sin första dag."),
            format!("The decree changed on {day}. How that divides the year is not laid down: the year is computed by its first day."),
        ));
    }
    readings
}

fn ways(picks: &Picks, language: Language) -> String {
    let ways = POINTS.iter().zip(picks).map(|(point, pick)| {
        let way = point.way(*pick).in_language(language);
        format!("{}: {way}", point.in_language(language))
    });
    ways.collect::<Vec<_>>().join("; ")
}

fn difference(range: Range, language: Language) -> String {
    let (least, most) = (signed(range.least, language), signed(range.most, language));
    if range.least == range.most {
        return least;
    }
    format!("{least}…{most}")
}

/// With its sign, without a currency.
fn signed(amount: Money, language: Language) -> String {
    let amount = Amount::from(amount);
    let text = Amount::new(amount.value().abs(), amount.currency()).in_language(language);
    let sign = if amount.value().is_negative() {
        "−"
    } else {
        "+"
    };
    format!("{sign}{text}")
}

pub(crate) fn stage(grant: &NationalGrant, language: Language) -> &'static str {
    match grant.stage() {
        GrantStage::Draft => language.pick("luonnos", "utkast", "draft"),
        GrantStage::Proposal => {
            language.pick("talousarvioesitys", "budgetproposition", "budget proposal")
        }
        GrantStage::Budget => language.pick("talousarvio", "budget", "budget"),
        GrantStage::Granted => language.pick("myönnetty", "beviljat", "granted"),
        GrantStage::FinalAccounts => language.pick("tilinpäätös", "bokslut", "final accounts"),
        other => other.code(),
    }
}

/// Where the amounts were read.
fn amounts_read(years: &[ToldYear]) -> impl Iterator<Item = &Source> {
    years.iter().flat_map(|year| {
        let comparisons = year.comparisons.iter();
        let read = comparisons
            .flat_map(|comparison| [comparison.national.source(), comparison.published.source()]);
        read.chain([year.division.national.source()])
    })
}
