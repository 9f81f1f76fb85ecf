//! The example `invoice_round`, run as a user runs it.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use common::{argument, demonstration, file, folder, in_workspace, names, run};
use serde_json::Value;

const FORMATS: [&str; 5] = ["finvoice", "ubl", "html", "csv", "json"];

fn data(name: &str) -> String {
    in_workspace(&format!("examples/data/invoicing/{name}"))
}

/// The demonstration, in a format and with further arguments.
fn invoice(out: &Path, format: &str, more: &[&str]) -> common::Run {
    let out = argument(out);
    let mut arguments = vec!["--out", &out, "--format", format];
    if !more.contains(&"--due") && !more.contains(&"--no-due") {
        arguments.extend(["--due", "2026-07-04"]);
    }
    arguments.extend(more.iter().filter(|argument| **argument != "--no-due"));
    run("invoice_round", &arguments)
}

/// Every file below a folder, with what is in it.
fn contents(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for name in names(path) {
        let below = path.join(&name);
        if below.is_dir() {
            let inner = contents(&below).into_iter();
            all.extend(inner.map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            all.insert(name, std::fs::read(below).unwrap());
        }
    }
    all
}

/// A text without the folder of the test, and with ordinary blanks.
fn plain(text: &str, out: &Path) -> String {
    text.replace(&argument(out), "DIR").replace('\u{a0}', " ")
}

fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// A register of the demonstration in which one member owes more, one has left and one has joined.
fn changed_register() -> String {
    let register = text_of(Path::new(&data("register.csv")));
    let left = "Exempels kommun,,municipality,9000003-8,sv,admitted 2000-01-01 stated";
    let register = register
        .replace("5644 inhabitant", "5700 inhabitant")
        .replace(
            left,
            &format!("{left}; resigned 2025-05-10 effective 2025-12-31 stated"),
        );
    register
        + "uusi-kunta,Uusi kunta,,,municipality,9000009-7,fi,admitted 2025-05-01 stated,3000 inhabitant; 2025-12-31; made up,,Made up,\n"
}

/// The billing file with the new member in it.
fn changed_billing() -> String {
    let billing = text_of(Path::new(&data("billing.csv")));
    billing + "uusi-kunta,Uusitie 9,,99999,MALLILA,003790000097,003790000900,KP 9,,,Made up\n"
}

/// Files of one's own in place of the demonstration's.
struct Files {
    policy: String,
    register: String,
    billing: String,
    issuer: String,
}

impl Files {
    /// The demonstration's with another register and billing file.
    fn new(folder: &Path, register: &str, billing: &str) -> Self {
        Self {
            policy: data("policy.toml"),
            register: file(folder, "register.csv", register),
            billing: file(folder, "billing.csv", billing),
            issuer: data("issuer.toml"),
        }
    }

    /// Those of the demonstration, as if they were one's own.
    fn unchanged(folder: &Path) -> Self {
        let [register, billing] = ["register.csv", "billing.csv"].map(data);
        let [register, billing] = [register, billing].map(|path| text_of(Path::new(&path)));
        Self::new(folder, &register, &billing)
    }

    fn changed(folder: &Path) -> Self {
        Self::new(folder, &changed_register(), &changed_billing())
    }

    fn arguments<'a>(&'a self, more: &[&'a str]) -> Vec<&'a str> {
        let files = [
            ["--policy", &self.policy],
            ["--register", &self.register],
            ["--billing", &self.billing],
            ["--issuer", &self.issuer],
        ];
        files
            .concat()
            .into_iter()
            .chain(more.iter().copied())
            .collect()
    }
}

#[test]
fn a_treasurer_reads_what_was_invoiced_in_three_languages() {
    for language in ["fi", "sv", "en"] {
        let out = folder(&format!("invoice-summary-{language}"));
        let summary = invoice(&out, "csv", &["--lang", language]).succeeded();
        insta::assert_snapshot!(format!("invoice_round_{language}"), plain(&summary, &out));
    }
}

#[test]
fn an_invoice_is_read_in_every_format() {
    let out = folder("invoice-formats");
    for format in FORMATS {
        invoice(&out, format, &["--interest", "9.5"]).succeeded();
    }
    // Of a member that reads Swedish; of one with something taken off; of one that reads English.
    insta::assert_snapshot!(
        "invoice_round_finvoice",
        text_of(&out.join("finvoice/2026-0004.xml"))
    );
    insta::assert_snapshot!("invoice_round_ubl", text_of(&out.join("ubl/2026-0005.xml")));
    let page = text_of(&out.join("html/2026-0003.html"));
    let (_, body) = page.split_once("</head>").unwrap();
    insta::assert_snapshot!("invoice_round_html", body.replace('\u{a0}', " "));
    insta::assert_snapshot!("invoice_round_csv", text_of(&out.join("invoices.csv")));
    let json: Value = serde_json::from_str(&text_of(&out.join("invoices.json"))).unwrap();
    insta::assert_snapshot!(
        "invoice_round_json",
        serde_json::to_string_pretty(&json["invoices"][4]).unwrap()
    );
    insta::assert_snapshot!("invoice_round_numbers", text_of(&out.join("numbers.tsv")));
}

#[test]
fn the_same_round_twice_gives_the_same_bytes() {
    let [once, twice] = ["once", "twice"].map(|name| folder(&format!("invoice-{name}")));
    for format in FORMATS {
        invoice(&once, format, &[]).succeeded();
        let first = invoice(&twice, format, &[]).succeeded();
        let before = contents(&twice);
        // Another day changes nothing of what was invoiced.
        let second = invoice(&twice, format, &["--date", "2026-06-20"]).succeeded();
        assert_eq!(contents(&twice), before, "{format}");
        assert!(
            second.contains("new 0 · untouched 5 · credited 0"),
            "{second}"
        );
        assert!(first.contains("Invoices 5, together €2,088.13"), "{first}");
    }
    assert_eq!(contents(&once), contents(&twice));
    let endings: Vec<String> = contents(&once).into_keys().collect();
    assert_eq!(endings.len(), 5 * 4 + 3, "{endings:?}");
    assert!(endings.iter().all(|name| !name.ends_with(".part")));
}

#[test]
fn changed_members_are_credited_and_invoiced_again() {
    let out = folder("invoice-changed");
    let first = Files::unchanged(&folder("invoice-unchanged-files"));
    invoice(&out, "finvoice", &first.arguments(&[])).succeeded();
    let sent = contents(&out);
    let files = Files::changed(&folder("invoice-changed-files"));
    let undated = files.arguments(&["--due", "2026-09-01"]);
    let arguments = files.arguments(&["--due", "2026-09-01", "--date", "2026-08-03"]);
    // What gets a number later than others gets the day that somebody says.
    let messages = invoice(&out, "finvoice", &undated).failed(2);
    insta::assert_snapshot!("invoice_round_undated", messages);
    assert_eq!(contents(&out), sent);
    let before = files.arguments(&["--due", "2026-09-01", "--date", "2026-06-03"]);
    let messages = invoice(&out, "finvoice", &before).failed(1);
    assert!(
        messages.contains("before the day of the last number"),
        "{messages}"
    );
    assert_eq!(contents(&out), sent);

    // The due day of the first run has passed by then.
    let past = files.arguments(&["--due", "2026-07-04", "--date", "2026-08-03"]);
    let messages = invoice(&out, "finvoice", &past).failed(1);
    let expected = "--due: expected 2026-08-03 or a later day, for what is invoiced now";
    assert_eq!(messages.lines().last(), Some(expected), "{messages}");
    assert_eq!(contents(&out), sent);

    let summary = invoice(&out, "finvoice", &arguments).succeeded();
    insta::assert_snapshot!("invoice_round_changed", plain(&summary, &out));

    // What was sent is as it was sent, credited or not; the credit note names it and takes back the same.
    let now = contents(&out);
    for (name, sent) in sent.iter().filter(|(name, _)| name.ends_with(".xml")) {
        assert_eq!(Some(sent), now.get(name), "{name}");
    }
    let credit = text_of(&out.join("finvoice/2026-0006.xml"));
    assert!(
        credit.contains("<OriginalInvoiceNumber>2026-0001<"),
        "{credit}"
    );
    assert!(
        credit.contains("<InvoiceTotalVatIncludedAmount AmountCurrencyIdentifier=\"EUR\">-288,41<"),
        "{credit}"
    );

    // In one file, all of them add up to the round.
    invoice(&out, "csv", &undated).succeeded();
    let (total, count) = total_of(&out.join("invoices.csv"));
    assert_eq!((total, count), (114_666, 9));
    // In a format asked for later, there is what was credited and the credit notes of the run before, too.
    invoice(&out, "ubl", &undated).succeeded();
    assert_eq!(names(&out.join("ubl")).len(), 9);
    let credit = text_of(&out.join("ubl/2026-0006.xml"));
    assert!(credit.contains("<CreditNote "), "{credit}");
    invoice(&out, "json", &undated).succeeded();
    let json: Value = serde_json::from_str(&text_of(&out.join("invoices.json"))).unwrap();
    assert_eq!(json["total"], "1146.66");
    assert_eq!(json["invoices"][5]["credits"], "2026-0001");
}

/// The cents of the totals in a table of invoices, and how many there are.
fn total_of(path: &Path) -> (i64, usize) {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headers = reader.headers().unwrap();
    let place = headers.iter().position(|name| name == "total").unwrap();
    let amounts = reader
        .records()
        .map(|row| row.unwrap()[place].replace('.', ""));
    let amounts: Vec<i64> = amounts.map(|amount| amount.parse().unwrap()).collect();
    (amounts.iter().sum(), amounts.len())
}

#[test]
fn invoices_add_up_to_the_round() {
    let out = folder("invoice-total");
    let summary = invoice(&out, "csv", &["--zero"]).succeeded();
    let (total, count) = total_of(&out.join("invoices.csv"));
    assert_eq!((total, count), (208_813, 6));
    assert!(summary.contains("together €2,088.13, the same as the total of the round"));
    let policy = data("policy.toml");
    let register = data("register.csv");
    let round = run(
        "dues_round",
        &["--policy", &policy, "--register", &register],
    )
    .succeeded();
    assert!(round.contains("€2,088.13 in all"), "{round}");
}

#[test]
fn instalments_are_invoices_of_their_own() {
    let files = folder("invoice-instalment-files");
    let policy = text_of(Path::new(&data("policy.toml")));
    let instalments = "\n[[instalment]]\nshare = \"1/2\"\ndue = \"06-30\"\n\n[[instalment]]\nshare = \"1/2\"\ndue = \"10-31\"\n";
    let policy = file(&files, "policy.toml", policy + instalments);
    let out = folder("invoice-instalments");
    let first = Files {
        policy,
        ..Files::unchanged(&folder("invoice-instalment-first-files"))
    };
    let without_date = invoice(&out, "csv", &first.arguments(&["--no-due"])).failed(2);
    assert!(without_date.contains("--date is missing"), "{without_date}");
    let arguments = first.arguments(&["--no-due", "--date", "2026-05-15"]);
    let summary = invoice(&out, "csv", &arguments).succeeded();
    assert!(
        summary.contains("Invoices 10, together €2,088.13"),
        "{summary}"
    );
    assert_eq!(total_of(&out.join("invoices.csv")), (208_813, 10));
    let table = text_of(&out.join("invoices.csv"));
    // The last of October is a Saturday.
    assert_eq!(table.matches(",2026-06-30,").count(), 5);
    assert_eq!(table.matches(",2026-11-02,").count(), 5);

    // Who joins after the first of them pays it on the day that somebody says, and nothing else changes.
    let own = Files {
        policy: first.policy.clone(),
        ..Files::changed(&files)
    };
    let date = ["--no-due", "--date", "2026-08-03"];
    let messages = invoice(&out, "csv", &own.arguments(&date)).failed(1);
    insta::assert_snapshot!("invoice_round_past_instalment", messages);
    let due = own.arguments(&["--due", "2026-09-01", "--date", "2026-08-03"]);
    let summary = invoice(&out, "csv", &due).succeeded();
    insta::assert_snapshot!("invoice_round_instalments", plain(&summary, &out));
}

#[test]
fn what_was_sent_is_told_as_it_was_sent() {
    let out = folder("invoice-as-sent");
    invoice(&out, "finvoice", &["--interest", "9.5"]).succeeded();
    let sent = contents(&out);
    // Another interest, another account, words of the tariff and an address: only the address is of today.
    let files = folder("invoice-as-sent-files");
    let issuer = text_of(Path::new(&data("issuer.toml")));
    let account = "FI79 4405 2020 0360 82";
    assert!(!issuer.contains(account));
    let lines = issuer.lines().map(|line| match line.split_once(" = ") {
        Some(("iban", _)) => format!("iban = \"{account}\"\n"),
        Some(("bic", _)) => String::new(),
        _ => format!("{line}\n"),
    });
    let issuer = file(&files, "issuer.toml", lines.collect::<String>());
    let billing = text_of(Path::new(&data("billing.csv")));
    let moved = billing.replace("003790000011", "00379000001155");
    assert_ne!(moved, billing);
    let billing = file(&files, "billing.csv", moved);
    let arguments = [
        "--interest",
        "11.0",
        "--issuer",
        &issuer,
        "--billing",
        &billing,
    ];
    let summary = invoice(&out, "finvoice", &arguments).output;
    assert!(
        summary.contains("new 0 · untouched 5 · credited 0"),
        "{summary}"
    );
    assert!(
        summary.contains("sent before, written with the addresses of today: 2026-0001\n"),
        "{summary}"
    );
    let now = contents(&out);
    for (name, sent) in &sent {
        let now = &now[name];
        if name == "finvoice/2026-0001.xml" {
            let [now, sent] = [now, sent].map(|bytes| String::from_utf8(bytes.clone()).unwrap());
            assert!(now.contains("00379000001155"), "{now}");
            assert_eq!(now.replace("00379000001155", "003790000011"), sent);
        } else {
            assert_eq!(now, sent, "{name}");
        }
    }
}

#[test]
fn nobody_is_credited_because_a_figure_or_a_row_is_missing() {
    let out = folder("invoice-held");
    let first = Files::unchanged(&folder("invoice-held-first-files"));
    invoice(&out, "finvoice", &first.arguments(&[])).succeeded();
    let sent = contents(&out);
    let register = text_of(Path::new(&data("register.csv")));
    let rows = register
        .lines()
        .filter(|row| !row.starts_with("exempels-kommun"));
    let rows: Vec<&str> = rows.collect();
    let register = rows
        .join("\n")
        .replace("5644 inhabitant; 2025-12-31; made up", "");
    let billing = text_of(Path::new(&data("billing.csv")));
    let files = Files::new(&folder("invoice-held-files"), &register, &billing);
    let later = files.arguments(&["--due", "2026-09-01"]);
    let run = invoice(&out, "finvoice", &later);
    assert_eq!(run.code, 0, "{}", run.messages);
    insta::assert_snapshot!(
        "invoice_round_held",
        plain(&run.messages, &out) + &plain(&run.output, &out)
    );
    assert_eq!(contents(&out), sent);
}

#[test]
fn rounds_of_one_issuer_share_a_series() {
    let shared = folder("invoice-series");
    let series = argument(&shared.join("numbers.tsv"));
    let [first, second] = ["first", "second"].map(|name| folder(&format!("invoice-series-{name}")));
    invoice(&first, "csv", &["--series", &series]).succeeded();
    let files = folder("invoice-series-files");
    let policy = text_of(Path::new(&data("policy.toml")));
    let policy = policy.replace("esimerkki-2026", "seminaari-2026");
    let policy = file(&files, "policy.toml", policy);
    let arguments = [
        "--series",
        &series,
        "--policy",
        &policy,
        "--date",
        "2026-06-20",
    ];
    invoice(&second, "csv", &arguments).succeeded();
    let table = text_of(&second.join("invoices.csv"));
    let begins: Vec<&str> = table
        .lines()
        .skip(1)
        .map(|row| row.split(',').next().unwrap())
        .collect();
    assert_eq!(
        begins,
        [
            "2026-0006",
            "2026-0007",
            "2026-0008",
            "2026-0009",
            "2026-0010"
        ]
    );
    assert_eq!(names(&second.join("archive")).len(), 5);
    // Each folder is still of its round.
    invoice(&first, "ubl", &["--series", &series]).succeeded();
    assert_eq!(names(&first.join("ubl")).len(), 5);
    let messages = invoice(&first, "csv", &arguments).failed(1);
    assert!(
        messages.contains("holds the round `esimerkki-2026 2026`"),
        "{messages}"
    );
}

#[test]
fn a_run_that_broke_off_can_be_made_again() {
    let [whole, broken] = ["whole", "broken"].map(|name| folder(&format!("invoice-{name}-off")));
    invoice(&whole, "finvoice", &[]).succeeded();
    // A folder where a file is to be: the run breaks off when it has stored the series and written some invoices.
    let journal = text_of(&whole.join("numbers.tsv"));
    let begun: Vec<&str> = journal.lines().take(2).collect();
    file(&broken, "numbers.tsv", begun.join("\n") + "\n");
    std::fs::create_dir_all(broken.join("finvoice/2026-0003.xml/in-the-way")).unwrap();
    invoice(&broken, "finvoice", &[]).failed(1);
    assert!(broken.join("finvoice/2026-0002.xml").exists());
    std::fs::remove_dir_all(broken.join("finvoice/2026-0003.xml")).unwrap();
    // Another one would write over what may have been sent.
    let files = Files::changed(&folder("invoice-broken-off-files"));
    let before = contents(&broken);
    let messages = invoice(&broken, "csv", &files.arguments(&[])).failed(1);
    assert!(
        messages.contains("if a run broke off, make the same one again"),
        "{messages}"
    );
    assert_eq!(contents(&broken), before);
    invoice(&broken, "finvoice", &[]).succeeded();
    assert_eq!(contents(&broken), contents(&whole));
}

#[test]
fn without_its_series_a_folder_gives_no_numbers() {
    let out = folder("invoice-lost-series");
    invoice(&out, "csv", &[]).succeeded();
    let series = out.join("numbers.tsv");
    let journal = text_of(&series);
    let refused = |arguments: &[&str], expected: &str| {
        let before = contents(&out);
        let messages = invoice(&out, "csv", arguments).failed(1);
        assert!(messages.contains(expected), "{messages}");
        assert_eq!(contents(&out), before);
    };
    let elsewhere = argument(&folder("invoice-lost-series-shared").join("numbers.tsv"));
    refused(
        &["--series", &elsewhere],
        "the folder has a series of its own",
    );
    // Cut short, it would give the last number again, to somebody else.
    let short: Vec<&str> = journal.lines().take(4).collect();
    std::fs::write(&series, short.join("\n") + "\n").unwrap();
    let billing = text_of(Path::new(&data("billing.csv"))).replace("P-100", "P-101");
    let billing = file(&folder("invoice-lost-series-files"), "billing.csv", billing);
    refused(
        &["--billing", &billing, "--date", "2026-06-20"],
        "if the series was lost or cut short, put it back",
    );
    std::fs::remove_file(&series).unwrap();
    refused(&[], "the folder has an archive and its series is not in");
}

#[test]
fn a_trial_is_no_beginning_of_the_round() {
    let out = folder("invoice-trial");
    invoice(&out, "csv", &[]).succeeded();
    let files = Files::unchanged(&folder("invoice-trial-files"));
    let messages = invoice(&out, "csv", &files.arguments(&[])).failed(1);
    assert!(messages.contains("the folder holds a trial"), "{messages}");
}

#[test]
fn nobody_is_invoiced_twice_for_a_corrected_id() {
    let out = folder("invoice-corrected-id");
    let files = folder("invoice-corrected-id-files");
    invoice(&out, "csv", &Files::unchanged(&files).arguments(&[])).succeeded();
    let [register, billing] = ["register.csv", "billing.csv"].map(|name| {
        let text = text_of(Path::new(&data(name)));
        text.replace("vaha-esimerkki", "vaha-esim")
    });
    let corrected = Files::new(&files, &register, &billing);
    let arguments = corrected.arguments(&["--date", "2026-06-20"]);
    let messages = invoice(&out, "csv", &arguments).failed(1);
    insta::assert_snapshot!("invoice_round_corrected_id", messages);
}

#[test]
fn by_a_proposal_nobody_is_invoiced() {
    let out = folder("invoice-proposal");
    let files = folder("invoice-proposal-files");
    let policy = text_of(Path::new(&data("policy.toml")));
    let proposed = policy.replace("status = \"in-force\"", "status = \"proposed\"");
    assert_ne!(proposed, policy);
    let billing = text_of(Path::new(&data("billing.csv")));
    let register = text_of(Path::new(&data("register.csv")));
    let mut own = Files::new(&files, &register, &billing);
    own.policy = file(&files, "policy.toml", proposed);
    let messages = invoice(&out, "html", &own.arguments(&[])).failed(1);
    assert!(
        messages.contains("is proposed and not decided"),
        "{messages}"
    );
    assert!(messages.contains("--proposal"), "{messages}");
    assert!(names(&out).is_empty());
    let summary = invoice(&out, "html", &own.arguments(&["--proposal"])).succeeded();
    assert!(
        summary.contains("TRIAL: the dues have not been decided"),
        "{summary}"
    );
    let page = text_of(&out.join("html/2026-0001.html"));
    assert!(
        page.contains("KOE: maksusta ei ole päätetty. Älä maksa."),
        "{page}"
    );
}

#[test]
fn a_folder_of_another_round_is_refused() {
    let out = folder("invoice-refused");
    let files = folder("invoice-refused-files");
    let own = Files::unchanged(&files);
    invoice(&out, "finvoice", &own.arguments(&[])).succeeded();
    let before = contents(&out);
    let others = folder("invoice-refused-other-files");
    let other = |name: &str, from: &str, to: &str| {
        let text = text_of(Path::new(&data(name)));
        file(&others, name, text.replace(from, to))
    };
    let other_policy = Files {
        policy: other("policy.toml", "esimerkki-2026", "toinen-2026"),
        ..Files::unchanged(&files)
    };
    let other_issuer = Files {
        issuer: other("issuer.toml", "9000000-3", "9000090-0"),
        ..Files::unchanged(&files)
    };
    let mut rows = text_of(Path::new(&data("register.csv")));
    for id in ["esimerk", "exemp", "vaha-", "example", "malli"] {
        rows = rows.replace(&format!("\n{id}"), &format!("\nu-{id}"));
    }
    let mut billing = text_of(Path::new(&data("billing.csv")));
    for id in ["esimerk", "exemp", "vaha-", "example", "malli"] {
        billing = billing.replace(&format!("\n{id}"), &format!("\nu-{id}"));
    }
    let strangers = Files::new(&others, &rows, &billing);
    let cases = [
        (
            other_policy.arguments(&[]),
            "holds the round `esimerkki-2026 2026`, and this is `toinen-2026 2026`",
        ),
        (
            other_issuer.arguments(&[]),
            "the numbers are of the issuer `9000000-3`, and this is `9000090-0`",
        ),
        (
            strangers.arguments(&[]),
            "holds the same round of other members",
        ),
        (
            own.arguments(&["--first-number", "7"]),
            "begins with `2026-0001`, and not with `2026-0007`",
        ),
    ];
    for (arguments, expected) in cases {
        let messages = invoice(&out, "finvoice", &arguments);
        assert_eq!(
            (messages.code, messages.output.as_str()),
            (1, ""),
            "{}",
            messages.messages
        );
        assert!(
            messages.messages.contains(expected),
            "{}",
            messages.messages
        );
        assert_eq!(contents(&out), before);
    }
    // A folder with files of somebody else's.
    let strange = folder("invoice-strange");
    file(&strange, "thesis.txt", "mine");
    let messages = invoice(&strange, "csv", &[]).failed(1);
    assert!(
        messages.contains("has files in it and no numbers.tsv"),
        "{messages}"
    );
    assert_eq!(names(&strange), ["thesis.txt"]);
}

#[test]
fn a_changed_archive_is_refused() {
    let out = folder("invoice-archive");
    invoice(&out, "csv", &[]).succeeded();
    let sent = out.join("archive/2026-0001.xml");
    let document = text_of(&sent);
    let no_invoice = document.replace("<InvoiceNumber>", "<Number>");
    for (document, expected) in [
        (
            document
                .replace("288,41", "288,42")
                .replace("00028841", "00028842"),
            "2026-0001.xml: not as it was sent",
        ),
        (
            no_invoice,
            "nothing is written: put the archive back as it was",
        ),
    ] {
        std::fs::write(&sent, document).unwrap();
        let before = contents(&out);
        let messages = invoice(&out, "csv", &[]).failed(1);
        assert!(messages.contains(expected), "{messages}");
        assert_eq!(contents(&out), before);
    }
    std::fs::remove_file(&sent).unwrap();
    let messages = invoice(&out, "csv", &[]).failed(1);
    assert!(
        messages.contains("not in the archive as sent: `2026-0001`"),
        "{messages}"
    );
}

#[test]
fn of_real_members_what_is_missing_is_told_and_nothing_is_made_up() {
    let out = folder("invoice-real");
    let (policy, register, issuer) = (
        demonstration("iso-2023-demo"),
        in_workspace("examples/data/registers/iso.csv"),
        data("issuer.toml"),
    );
    let real = [
        "--policy",
        &policy,
        "--register",
        &register,
        "--issuer",
        &issuer,
        "--due",
        "2023-07-01",
        "--proposal",
    ];
    for format in FORMATS {
        let messages = invoice(&out, format, &real).failed(1);
        // Everybody who owes something, and a line that says what to do.
        assert_eq!(messages.lines().count(), 64 + 1, "{messages}");
        assert!(names(&out).is_empty());
        if format == "finvoice" {
            let first: Vec<&str> = messages
                .lines()
                .take(3)
                .chain(messages.lines().last())
                .collect();
            insta::assert_snapshot!("invoice_round_missing", first.join("\n"));
        }
    }
    // Neither is the demonstration's account given to anybody.
    let messages = invoice(&out, "csv", &["--register", &register]).failed(2);
    assert!(messages.contains("expected --issuer FILE"), "{messages}");
    // Nor has anybody decided the demonstration's dues.
    let issuer = data("issuer.toml");
    let messages = invoice(&out, "csv", &["--register", &register, "--issuer", &issuer]).failed(2);
    assert!(messages.contains("expected --policy FILE"), "{messages}");
}

#[test]
fn an_invoicing_address_of_the_register_is_told_of_where_no_other_is_known() {
    let files = folder("invoice-address-files");
    let [register, billing] =
        ["register.csv", "billing.csv"].map(|name| text_of(Path::new(&data(name))));
    let rows = register.lines().enumerate().map(|(row, line)| match row {
        0 => format!("{line},invoicing_address\n"),
        _ => format!("{line},PL 12\n"),
    });
    let billing = billing
        .lines()
        .filter(|line| !line.starts_with("esimerkin-kunta,"));
    let billing: Vec<&str> = billing.collect();
    let own = Files::new(&files, &rows.collect::<String>(), &billing.join("\n"));
    let out = folder("invoice-address");
    let messages = invoice(&out, "html", &own.arguments(&[])).failed(1);
    let lines = messages.lines().filter(|line| line.contains("`PL 12`"));
    let told: Vec<&str> = lines.collect();
    let begin =
        "esimerkin-kunta: the invoicing address `PL 12` of the register is not on its invoice";
    assert!(told.len() == 1 && told[0].starts_with(begin), "{messages}");
}

#[test]
fn faults_of_the_files_are_told_all_at_once() {
    let files = folder("invoice-faulty");
    let billing = "id,street,post_kode,e_invoice_address,intermediator\n\
                   a,Katu 1,99991,0037,\n,,,,\na,,,,\nb,1\n";
    let billing = file(&files, "billing.csv", billing);
    let issuer = "format = \"oske-issuer\"\nversion = 2\nname = \" \"\nbusiness_id = \"9000000-4\"\n\
                  [[account]]\niban = \"FI21\"\nbik = \"NDEAFIHH\"\n[address]\nstreet = 5\n";
    let issuer = file(&files, "issuer.toml", issuer);
    let out = folder("invoice-faulty-out");
    let faulty = [["--billing", &billing], ["--issuer", &issuer]].map(|arguments| {
        let messages = invoice(&out, "csv", &arguments).failed(1);
        messages.replace(&argument(&files), "DIR")
    });
    insta::assert_snapshot!("invoice_round_faults", faulty.join("\n"));
    assert!(names(&out).is_empty());
}

#[test]
fn usage_is_told() {
    let out = folder("invoice-usage");
    let help = run("invoice_round", &["--help"]).succeeded();
    assert!(help.contains("Usage: invoice_round"), "{help}");
    let cases: [(&str, &[&str], &str); 6] = [
        ("pdf", &[], "expected finvoice, ubl, html, csv or json"),
        ("csv", &["--frame"], "expected --format finvoice"),
        (
            "finvoice",
            &["--encoding", "latin-1"],
            "expected utf-8 or iso-8859-15",
        ),
        (
            "csv",
            &["--due", "1.7.2026"],
            "expected one, as in `2026-07-01`",
        ),
        ("csv", &["--first-number", "x"], "is no number"),
        ("csv", &["--no-due"], "--due is missing"),
    ];
    for (format, more, expected) in cases {
        let messages = invoice(&out, format, more).failed(2);
        assert!(messages.contains(expected), "{messages}");
    }
    assert!(names(&out).is_empty());
}

#[test]
fn finvoice_goes_behind_its_frame_and_in_latin_9() {
    let out = folder("invoice-framed");
    invoice(&out, "finvoice", &["--frame", "--encoding", "iso-8859-15"]).succeeded();
    let bytes = std::fs::read(out.join("finvoice-framed/2026-0005.txt")).unwrap();
    let latin: String = bytes.iter().copied().map(char::from).collect();
    assert!(latin.contains("<SOAP-ENV:Envelope"), "{latin}");
    assert!(
        latin.contains("<BuyerOrganisationName>Vähä-Esimerkin kunta<"),
        "{latin}"
    );
    assert_eq!(
        latin.matches("encoding=\"ISO-8859-15\"").count(),
        2,
        "{latin}"
    );
}
