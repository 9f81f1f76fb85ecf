//! What a reference resolves to: titles, names of acts, and the publisher's addresses.

use oske_statute::{
    Act, AddressScheme, Anchor, Catalogue, EuActKind, Naming, Reference, Resolved, TextVersion,
};
use oske_types::Language;

fn resolved(text: &str) -> Option<Resolved<'static>> {
    let reference: Reference = text.parse().ok()?;
    Some(Catalogue::embedded().resolve(&reference, None))
}

fn renewed(text: &str, version: TextVersion) -> Option<String> {
    let address = resolved(text)?.address(version, AddressScheme::Renewed, Language::Finnish)?;
    Some(address.url().to_owned())
}

fn finlex(path: &str) -> Option<String> {
    Some(format!("https://www.finlex.fi/{path}"))
}

#[test]
fn a_bill_has_the_title_of_the_catalogue() {
    let bill = resolved("HE 154/2001 vp");
    let title = |language| bill.as_ref()?.title(language);
    assert_eq!(
        title(Language::Finnish),
        Some(
            "Hallituksen esitys Eduskunnalle laeiksi sosiaalialan osaamiskeskustoiminnasta ja \
             sosiaalihuoltolain 52 §:n kumoamisesta"
        )
    );
    assert_eq!(title(Language::Swedish), None);
    let known = bill.as_ref().and_then(Resolved::bill);
    assert_eq!(
        known.map(|bill| bill.id().to_string()).as_deref(),
        Some("HE 154/2001 vp")
    );
    assert_eq!(
        known.and_then(|bill| bill.note()),
        Some("led to 1230/2001; the repeal of 710/1982 52 § that it proposed was not carried")
    );
    // A bill is no act, and one that is not in the catalogue has no title.
    assert_eq!(bill.as_ref().and_then(Resolved::act), None);
    let unknown = resolved("HE 1/1999 vp");
    assert_eq!(unknown.as_ref().and_then(Resolved::bill), None);
    assert_eq!(unknown.and_then(|bill| bill.title(Language::Finnish)), None);
}

#[test]
fn an_act_has_a_title_in_the_languages_that_are_known() {
    let act = resolved("503/1989");
    let title = |language| act.as_ref()?.title(language);
    assert_eq!(title(Language::Finnish), Some("Yhdistyslaki"));
    assert_eq!(title(Language::Swedish), Some("Föreningslag"));
    assert_eq!(title(Language::English), Some("Associations Act"));
    assert_eq!(act.as_ref().and_then(Resolved::bill), None);
}

#[test]
fn english_titles_are_official_of_acts_of_the_union_only() {
    let official = |text, language| resolved(text).map(|resolved| resolved.is_official(language));
    assert_eq!(official("503/1989", Language::Finnish), Some(true));
    assert_eq!(official("503/1989", Language::Swedish), Some(true));
    assert_eq!(official("503/1989", Language::English), Some(false));
    assert_eq!(official("(EU) 2016/679", Language::English), Some(true));
    assert_eq!(official("(EU) 2016/679", Language::Finnish), Some(true));
}

#[test]
fn a_name_tells_which_acts_bore_it_and_since_when() {
    let name = resolved("kuntalaki");
    let namings: Vec<String> = name
        .iter()
        .flat_map(Resolved::namings)
        .map(|naming: &Naming| format!("{} from {}", naming.act(), naming.from()))
        .collect();
    assert_eq!(
        namings,
        ["365/1995 from 1995-07-01", "410/2015 from 2015-05-01"]
    );
    // A number is no name.
    let number = resolved("410/2015");
    assert_eq!(number.map(|number| number.namings().len()), Some(0));
}

#[test]
fn the_works_that_led_to_an_act_and_a_note_are_kept() {
    let act = resolved("1230/2001").and_then(|resolved| resolved.act());
    let works: Vec<String> = act
        .iter()
        .flat_map(|act| act.preparatory_works())
        .map(ToString::to_string)
        .collect();
    assert_eq!(
        works,
        ["HE 154/2001 vp", "StVM 37/2001 vp", "EV 169/2001 vp"]
    );
    let note = |text| resolved(text)?.act().and_then(Act::note);
    assert_eq!(
        note("503/1989"),
        Some("the entry into force of 462/2017 is left to a decree")
    );
    assert_eq!(note("633/1982"), None);
}

#[test]
fn an_address_leads_to_the_place_where_the_text_has_it() {
    use TextVersion::{AsPublished, UpToDate};
    for (text, version, path) in [
        // Published with sections 1 to 8.
        (
            "1230/2001 6 §",
            AsPublished,
            "fi/lainsaadanto/saadoskokoelma/2001/1230#sec_6",
        ),
        (
            "1230/2001 9 §",
            AsPublished,
            "fi/lainsaadanto/saadoskokoelma/2001/1230",
        ),
        ("1230/2001 9 §", UpToDate, "fi/lainsaadanto/2001/1230#sec_9"),
        // With which sections the act was published is not known.
        (
            "1336/1997 9 §",
            AsPublished,
            "fi/lainsaadanto/saadoskokoelma/1997/1336#sec_9",
        ),
        (
            "3/1999 9 §",
            AsPublished,
            "fi/lainsaadanto/saadoskokoelma/1999/3#sec_9",
        ),
        // A chapter alone.
        (
            "1230/2001 2 luku",
            AsPublished,
            "fi/lainsaadanto/saadoskokoelma/2001/1230#chp_2",
        ),
        // The items of a section without a moment are those of its first.
        (
            "1230/2001 2 § 3 kohta",
            UpToDate,
            "fi/lainsaadanto/2001/1230#sec_2__subsec_1__para_3",
        ),
        ("1230/2001 2 mom", UpToDate, "fi/lainsaadanto/2001/1230"),
    ] {
        assert_eq!(renewed(text, version), finlex(path), "{text}");
    }
}

#[test]
fn an_anchor_is_certain_where_the_chapter_is_cited() {
    let anchor = |text, scheme| {
        let address = resolved(text)?.address(TextVersion::UpToDate, scheme, Language::Finnish)?;
        address.anchor()
    };
    assert_eq!(
        anchor("1336/1997 2 luku 9 §", AddressScheme::Former),
        Some(Anchor::Built)
    );
    assert_eq!(
        anchor("1336/1997 9 §", AddressScheme::Former),
        Some(Anchor::BestEffort)
    );
    assert_eq!(
        anchor("1336/1997 2 luku 9 §", AddressScheme::Renewed),
        Some(Anchor::BestEffort)
    );
    assert_eq!(anchor("1336/1997", AddressScheme::Former), None);
}

#[test]
fn a_treaty_has_a_page_in_finnish() {
    let address = |scheme, language| {
        let address = resolved("SopS 26/1965")?.address(TextVersion::UpToDate, scheme, language)?;
        Some(address.url().to_owned())
    };
    assert_eq!(
        address(AddressScheme::Former, Language::Finnish),
        finlex("fi/sopimukset/sopsteksti/1965/19650026")
    );
    assert_eq!(address(AddressScheme::Former, Language::Swedish), None);
    let eli = resolved("SopS 26/1965").and_then(|treaty| treaty.eli(TextVersion::UpToDate));
    assert_eq!(eli, None);
}

#[test]
fn a_page_is_the_best_that_a_reader_of_the_language_has() {
    let page = |text, language| resolved(text)?.page(language);
    assert_eq!(
        page("503/1989 23 §", Language::Swedish),
        finlex("sv/lagstiftning/1989/503#sec_23")
    );
    // In English acts stand only as they were published.
    assert_eq!(
        page("503/1989 23 §", Language::English),
        finlex("en/legislation/collection/1989/503#sec_23")
    );
    assert_eq!(
        page("HE 154/2001 vp", Language::Finnish),
        finlex("fi/hallituksen-esitykset/2001/154")
    );
    assert_eq!(
        page("HE 154/2001 vp", Language::Swedish).as_deref(),
        Some("https://www.eduskunta.fi/riksdagshandlingar/RP+154/2001")
    );
    assert_eq!(page("HE 154/2001 vp", Language::English), None);
    assert_eq!(
        page("(EU) 2016/679", Language::English).as_deref(),
        Some("http://data.europa.eu/eli/reg/2016/679/oj")
    );
    assert_eq!(page("7 §", Language::Finnish), None);
}

#[test]
fn a_document_of_parliament_has_the_page_of_its_language() {
    let page = |text, language| resolved(text)?.parliament_address(language);
    assert_eq!(
        page("ShUB 37/2001 rd", Language::Swedish).as_deref(),
        Some("https://www.eduskunta.fi/riksdagshandlingar/ShUB+37/2001")
    );
    assert_eq!(page("ShUB 37/2001 rd", Language::Finnish), None);
    assert_eq!(page("StVM 37/2001 vp", Language::English), None);
    assert_eq!(page("HE 154/2001 vp", Language::English), None);
}

#[test]
fn an_identifier_names_the_place_below_a_section_only() {
    let eli = |text| resolved(text)?.eli(TextVersion::UpToDate);
    assert_eq!(
        eli("1230/2001 2 mom").as_deref(),
        Some("http://data.finlex.fi/eli/sd/2001/1230/ajantasa")
    );
    assert_eq!(
        eli("1230/2001 2 art").as_deref(),
        Some("http://data.finlex.fi/eli/sd/2001/1230/ajantasa")
    );
    assert_eq!(
        eli("1230/2001 2 § 3 kohta").as_deref(),
        Some("http://data.finlex.fi/eli/sd/2001/1230/pykala/2/momentti/1/kohta/3/ajantasa")
    );
}

/// Until 2014 regulations were numbered apart.
#[test]
fn the_number_of_an_act_of_the_union_tells_its_kind_until_2014() {
    let kinds = |text| -> Option<Vec<EuActKind>> {
        let elis = resolved(text)?.eu_elis();
        Some(elis.into_iter().map(|(kind, _)| kind).collect())
    };
    let any = vec![
        EuActKind::Regulation,
        EuActKind::Directive,
        EuActKind::Decision,
    ];
    assert_eq!(kinds("(EU) No 1/2014"), Some(vec![EuActKind::Regulation]));
    assert_eq!(kinds("(EU) 2015/1"), Some(any.clone()));
    assert_eq!(kinds("(EU) 2016/1"), Some(any));
    assert_eq!(kinds("2014/55/EU"), Some(vec![EuActKind::Directive]));
    assert_eq!(kinds("503/1989"), Some(Vec::new()));
}
