//! How to mend what was found.

use oske_types::Language;

use super::{Finding, Severity, Subject, Why, WhyYears};

impl Finding {
    /// What is to be decided or looked at, for readers who do not write the policy's file: as
    /// [`help`](Self::help), without what speaks of its keys.
    ///
    /// ```
    /// use oske_dues::Policy;
    /// use oske_types::Language;
    ///
    /// # let policy = Policy::from_toml("example.toml", r#"
    /// #     format = "oske-policy"
    /// #     version = 1
    /// #     id = "example"
    /// #     title = { en = "An example" }
    /// #     status = "proposed"
    /// #     currency = "EUR"
    /// #     dues_years = { from = "2024" }
    /// #     fact.kind = { values = ["municipality", "association"] }
    /// #     [[rule]]
    /// #     id = "associations"
    /// #     when = "kind = 'association'"
    /// #     pays = "110 EUR"
    /// # "#)?;
    /// // A policy that says nothing of municipalities.
    /// let year = policy.for_year("2024".parse()?)?;
    /// let findings = year.findings();
    /// let finding = findings.iter().find(|finding| finding.code() == "no-rule").ok_or("one")?;
    /// assert_eq!(
    ///     finding.advice(Language::English).as_deref(),
    ///     Some("add a rule or an exemption, if they are meant to be members"),
    /// );
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn advice(&self, language: Language) -> Option<String> {
        let advice = match &self.subject {
            Subject::NoRule { .. } => language.pick(
                "lisää sääntö tai vapautus, jos heidän on tarkoitus olla jäseniä",
                "lägg till en regel eller en befrielse, om de ska kunna vara medlemmar",
                "add a rule or an exemption, if they are meant to be members",
            ),
            Subject::MixedCurrencies { .. } => language.pick(
                "päättävän elimen on sanottava, missä valuutassa maksetaan",
                "det beslutande organet måste säga i vilken valuta avgiften betalas",
                "the deciding body must say in which currency they pay",
            ),
            Subject::Fall { .. } | Subject::Cliff { .. } => language.pick(
                "päättävän elimen on katsottava, onko se tarkoitus",
                "det beslutande organet bör se efter om det är meningen",
                "the deciding body should see whether it is meant",
            ),
            Subject::RoundingNotStated { .. } => language.pick(
                "päättävän elimen on hyvä sanoa, miten pyöristetään",
                "det beslutande organet bör säga hur det avrundas",
                "the deciding body should say how amounts are rounded",
            ),
            Subject::ReferenceNotStated { .. } => language.pick(
                "päättävän elimen on hyvä sanoa, minkä päivän tai kauden tieto ratkaisee",
                "det beslutande organet bör säga vilken dags eller periods uppgift som avgör",
                "the deciding body should say of which day or period the value counts",
            ),
            // Keys stand between backticks.
            _ => return self.help(language).filter(|help| !help.contains('`')),
        };
        Some(advice.to_owned())
    }

    /// How to mend it, where there is something to mend.
    #[must_use]
    pub fn help(&self, language: Language) -> Option<String> {
        let help = match &self.subject {
            Subject::Gap { .. } if self.payers.stretches.is_empty() && self.payers.borders.is_empty() => language.pick(
                "päättävän elimen on sanottava, mitä he maksavat: lisää rivi tai laajenna jotakin riveistä",
                "det beslutande organet måste säga vad de betalar: lägg till en rad eller utvidga en av raderna",
                "the deciding body must say what they pay: add a row, or widen one of the rows",
            ),
            Subject::Gap { .. } => language.pick(
                "päättävän elimen on sanottava, kumpaan viereiseen riviin kohta kuuluu, tai lisättävä rivi",
                "det beslutande organet måste säga vilken av raderna intill som gäller, eller lägga till en rad",
                "the deciding body must say which neighbouring row it belongs to, or add a row",
            ),
            Subject::Overlap { differs: true, .. } => language.pick(
                "päättävän elimen on sanottava, kumpi rivi pätee",
                "det beslutande organet måste säga vilken rad som gäller",
                "the deciding body must say which row holds",
            ),
            Subject::Overlap { .. } => language.pick(
                "poista toinen rivi tai rajaa rivit erilleen",
                "ta bort den ena raden eller skilj raderna åt",
                "take one of the rows away, or keep them apart",
            ),
            Subject::Unclear { .. } if self.severity == Severity::Note => language.pick(
                "maksuihin riittää jokin tulkinnoista yksin",
                "för avgifterna räcker en av tolkningarna ensam",
                "for the amounts any one of the readings is enough",
            ),
            Subject::Unclear { .. } | Subject::UnclearInPart { .. } => language.pick(
                "päättävän elimen on sanottava, kumpi tulkinta pätee",
                "det beslutande organet måste säga vilken tolkning som gäller",
                "the deciding body must say which reading holds",
            ),
            Subject::LineWithoutRule { .. } => language.pick(
                "lisää sääntö tai poista maksulaji",
                "lägg till en regel eller ta bort posten",
                "add a rule, or take the line away",
            ),
            Subject::NoRule { .. } => language.pick(
                "lisää sääntö tai vapautus, jos heidän on tarkoitus olla jäseniä; maksulaji, joka ei koske kaikkia, on `optional`",
                "lägg till en regel eller en befrielse, om de ska kunna vara medlemmar; en post som inte gäller alla är `optional`",
                "add a rule or an exemption, if they are meant to be members; a line that is not for everybody is `optional`",
            ),
            Subject::SeveralRules { .. } => language.pick(
                "rajaa sääntöjen ehdot erilleen tai siirrä toinen omaan maksulajiinsa",
                "skilj reglernas villkor åt eller flytta den ena till en egen post",
                "keep the rules' conditions apart, or give one a line of its own",
            ),
            Subject::MixedCurrencies { .. } => language.pick(
                "anna säännöille sama `currency` tai rajaa niiden ehdot erilleen",
                "ge reglerna samma `currency` eller skilj deras villkor åt",
                "give the rules the same `currency`, or keep their conditions apart",
            ),
            Subject::UnknownParameter { .. } | Subject::UnknownRow { .. } => language.pick(
                "maksuja ei voi laskea ennen kuin arvo on annettu",
                "avgifterna kan inte räknas förrän värdet har angetts",
                "dues by it cannot be computed until the value is given",
            ),
            Subject::StaleParameter { year, on, .. } if *on != year.first_day() => language.pick(
                "anna arvo, joka on voimassa sinä päivänä",
                "ange ett värde som gäller den dagen",
                "give a value that holds on that day",
            ),
            Subject::StaleParameter { .. } => language.pick(
                "anna arvo, joka on voimassa maksuvuoden ensimmäisenä päivänä",
                "ange ett värde som gäller avgiftsårets första dag",
                "give a value that holds on the first day of the dues year",
            ),
            Subject::IndexWithoutValue { .. } => language.pick(
                "lisää arvo, kun sarja on julkaistu",
                "lägg till värdet när serien har publicerats",
                "add the value when the series is published",
            ),
            Subject::DeadRow { .. } => language.pick(
                "rivi on kaikkien niiden arvojen ulkopuolella, joilla taulukosta haetaan, tai kahden askeleen välissä",
                "raden ligger utanför alla värden som slås upp i tabellen, eller mellan två steg",
                "the row lies outside of all that the table is looked up by, or between its steps",
            ),
            Subject::DeadRule { .. } => language.pick(
                "korjaa sen `when` tai poista sääntö",
                "rätta dess `when` eller ta bort regeln",
                "correct its `when`, or take the rule away",
            ),
            Subject::RuleOutOfTime { .. } => language.pick(
                "voimassaolon on katettava jonkin maksuvuoden ensimmäinen päivä",
                "giltighetstiden måste omfatta den första dagen av något avgiftsår",
                "let its validity take in the first day of a dues year",
            ),
            Subject::MeasureWithoutStep { .. } => language.pick("anna `step`", "ange `step`", "give `step`"),
            Subject::MeasureWithoutBound { least: false, most: false, .. } => language.pick(
                "anna `least` ja `most`",
                "ange `least` och `most`",
                "give `least` and `most`",
            ),
            Subject::MeasureWithoutBound { least: false, .. } => {
                language.pick("anna `least`", "ange `least`", "give `least`")
            }
            Subject::MeasureWithoutBound { .. } => language.pick("anna `most`", "ange `most`", "give `most`"),
            Subject::ReferenceNotStated { .. } => {
                language.pick("anna `reference`", "ange `reference`", "give `reference`")
            }
            Subject::RoundingNotStated { .. } => language.pick("lisää `rounding`", "lägg till `rounding`", "add `rounding`"),
            Subject::DivisionByZero => language.pick(
                "sano ehdolla, mitä silloin maksetaan",
                "säg med ett villkor vad som då betalas",
                "say by a condition what is owed then",
            ),
            Subject::NeverBinds { .. } => language.pick(
                "poista raja, tai tarkista sen suuruus ja tietojen `least` ja `most`",
                "ta bort gränsen, eller kontrollera dess storlek och uppgifternas `least` och `most`",
                "take the bound away, or check its size and the `least` and `most` of the facts",
            ),
            Subject::AlwaysBinds { .. } => language.pick(
                "jos se on tarkoitus, kirjoita pelkkä raja; jos ei, tarkista rajan suuruus ja hinnat",
                "om det är meningen, skriv bara gränsen; om inte, kontrollera gränsens storlek och priserna",
                "if it is meant, write the bound alone; if not, check its size and the rates",
            ),
            Subject::Fall { .. } => language.pick(
                "jos se on tarkoitus, anna suureelle `dues = \"any\"`; jos ei, muuta siinä kohdassa päteviä rivejä tai hintoja",
                "om det är meningen, ge måttet `dues = \"any\"`; om inte, ändra raderna eller priserna som gäller där",
                "if it is meant, give the fact `dues = \"any\"`; if not, change the rows or rates that hold there",
            ),
            Subject::Cliff { .. } => language.pick(
                "jos se on tarkoitus, suurenna arvoa `cliff` tai jätä se pois; jos ei, loivenna muutosta useammilla riveillä tai muilla hinnoilla",
                "om det är meningen, höj `cliff` eller lämna bort det; om inte, gör ändringen mjukare med fler rader eller andra priser",
                "if it is meant, raise `cliff` or leave it out; if not, make the change gentler by more rows or other rates",
            ),
            Subject::Unused { .. } => language.pick(
                "poista se tai käytä sitä jossakin säännössä",
                "ta bort det eller använd det i en regel",
                "take it away, or use it in a rule",
            ),
            Subject::SecondRounding { .. } => language.pick(
                "poista kaavan pyöristys, ellei lähde pyöristä kahdesti",
                "ta bort avrundningen i formeln, om källan inte avrundar två gånger",
                "take the rounding in the formula away, unless the source rounds twice",
            ),
            Subject::ShareWeights { .. } => language.pick(
                "tarkista painot: koko summa jaetaan vain, kun ne ovat yhteensä 1",
                "kontrollera vikterna: hela summan fördelas bara när de blir 1",
                "check the weights: the whole total is shared out only where they add up to 1",
            ),
            Subject::ShareRoundedEach { .. } => language.pick(
                "jos summan on täsmättävä, anna `of = \"round\"` ja `rounding = \"together\"`",
                "om summan ska gå jämnt ut, ange `of = \"round\"` och `rounding = \"together\"`",
                "if they must add up, give `of = \"round\"` and `rounding = \"together\"`",
            ),
            Subject::InstalmentsDoNotSum { .. } => language.pick(
                "tarkista erien osuudet: yhteensä niiden on oltava 1",
                "kontrollera raternas andelar: tillsammans ska de bli 1",
                "check the shares of the instalments: together they must be 1",
            ),
            Subject::PrintedValue { .. } | Subject::PrintedBounds { .. } => language.pick(
                "korjaa se, mikä on kirjattu väärin; jos lähde itse erehtyy, kerro se avaimella `note`",
                "rätta det som har skrivits av fel; om källan själv har fel, säg det i `note`",
                "correct whichever was copied wrongly; if the source itself errs, say so in `note`",
            ),
            Subject::PrintedExample { .. } => language.pick(
                "tarkista säännöt ja esimerkin tiedot lähteestä",
                "kontrollera reglerna och exemplets uppgifter mot källan",
                "check the rules and the facts of the example against the source",
            ),
            Subject::ExampleYear { .. } => language.pick(
                "anna esimerkille vuosi, joka on maksuperusteen vuosissa `dues_years`",
                "ge exemplet ett år som ligger i avgiftsgrundens `dues_years`",
                "give the example a year that lies in the `dues_years` of the policy",
            ),
            Subject::NotDecided => language.pick(
                "kun siitä on päätetty, anna päätöksen päivä `decision.on` ja merkitse `status = \"in-force\"`",
                "när det har beslutats, ange beslutets dag `decision.on` och skriv `status = \"in-force\"`",
                "when it has been decided, give the day as `decision.on`, and write `status = \"in-force\"`",
            ),
            Subject::DecidedLate { .. } => language.pick(
                "tarkista päivät ja se, sallivatko säännöt päättää jo alkaneesta vuodesta",
                "kontrollera dagarna och om stadgarna tillåter beslut om ett år som redan har börjat",
                "check both days, and whether the association's rules allow it for a year that has begun",
            ),
            Subject::CitationNotRead { .. } => language.pick(
                "kirjoita viittaus lainkirjoittajan tapaan, kuten `Yhdistyslaki (503/1989) 23 §`; muun maan laista ei tarvitse välittää tästä",
                "skriv hänvisningen som i lagtext, till exempel `Föreningslag (503/1989) 23 §`; om det är ett annat lands lag behövs inget",
                "write it as law is cited, as in `Yhdistyslaki (503/1989) 23 §`; for the law of another country there is nothing to do",
            ),
            Subject::ActNotKnown { .. } => language.pick(
                "tarkista säädöksen numero ja voimassaolo",
                "kontrollera författningens nummer och om den gäller",
                "check the number of the act, and that it is in force",
            ),
            Subject::NotStanding { .. } => language.pick(
                "viittaa siihen, mikä päivänä on voimassa",
                "hänvisa till det som gäller den dagen",
                "cite what is in force on that day",
            ),
            Subject::Undecided { why, .. } => undecided(language, *why),
            Subject::UndecidedYears { why: WhyYears::GrowingTime, .. } => language.pick(
                "anna viimeinen maksuvuosi `dues_years.to`",
                "ange det sista avgiftsåret `dues_years.to`",
                "give the last dues year as `dues_years.to`",
            ),
            Subject::UndecidedYears { .. } => language.pick(
                "jaa maksuperuste useampaan, joilla kullakin on omat vuotensa `dues_years`",
                "dela avgiftsgrunden i flera, var och en med sina egna `dues_years`",
                "divide the policy into several, each with `dues_years` of its own",
            ),
            // They are mended as those that are listed.
            Subject::More { .. } | Subject::MoreChanges { .. } => return None,
        };
        Some(help.to_owned())
    }
}

/// What makes it decidable, or what to look at instead.
fn undecided(language: Language, why: Why) -> &'static str {
    match why {
        Why::NotLinear => language.pick(
            "laske maksu muutamalle esimerkkimaksajalle, tai kirjoita kaava ilman tietojen tuloja, osamääriä ja välipyöristyksiä",
            "räkna avgiften för några exempel på betalare, eller skriv formeln utan produkter och kvoter av uppgifter och utan avrundningar under räkningen",
            "assess a few payers by way of example, or write the formula without products and quotients of facts and without roundings on the way",
        ),
        Why::Oblique => language.pick(
            "laske maksu muutamalle rajan molemmin puolin olevalle maksajalle, tai kirjoita ehto, joka koskee yhtä suuretta kerrallaan",
            "räkna avgiften för några betalare på var sin sida om gränsen, eller skriv villkor om ett mått i taget",
            "assess a few payers on either side of the border, or write conditions about one measure at a time",
        ),
        Why::Share => language.pick(
            "laske koko kierros, tai anna jakajien summa avaimella `of`",
            "räkna hela omgången, eller ange summan av fördelningsgrunden med `of`",
            "assess the whole round, or give the sum of what it is shared by as `of`",
        ),
        Why::NoWitness => language.pick(
            "laske maksu muutamalle maksajalle, joita se voi koskea",
            "räkna avgiften för några betalare som det kan gälla",
            "assess a few payers whom it may concern",
        ),
        Why::Size => language.pick(
            "laske maksu muutamalle esimerkkimaksajalle, tai jaa kaava useammaksi säännöksi, joilla on vähemmän ehtoja ja rivejä",
            "räkna avgiften för några exempel på betalare, eller dela formeln i flera regler med färre villkor och rader",
            "assess a few payers by way of example, or divide the formula into several rules with fewer conditions and rows",
        ),
    }
}
