#!/usr/bin/env python3
"""Runs the tariff of the guide's comparison in the systems that it is compared with, and prints what each says.

What is run are the files beside the page, crates/oske/docs/guide/comparison. Usage:

    run.py --axiom PROGRAM [--sheet PROGRAM] [--results FILE]

With --results the table must be that of the file.
"""

import argparse
import csv
import importlib.util
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
FILES = HERE.parent.parent / "crates/oske/docs/guide/comparison"


def payers():
    with open(FILES / "payers.csv", encoding="utf-8", newline="") as file:
        return [
            (row["id"], int(row["year"]), row["kind"], int(row["population"]))
            for row in csv.DictReader(file)
        ]


def letter():
    """The system of OpenFisca, as it stands on the page."""
    spec = importlib.util.spec_from_file_location("letter", FILES / "openfisca.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def openfisca():
    from openfisca_core.simulation_builder import SimulationBuilder

    system = letter().system
    for name, year, kind, population in payers():
        facts = {"kind": {year: kind}, "population": {year: population}}
        situation = {"members": {name: facts}}
        simulation = SimulationBuilder().build_from_entities(system, situation)
        yield f"{simulation.calculate('dues', year)[0]:.2f}"


def dues_of_counties(populations, year):
    """What counties of so many inhabitants owe by OpenFisca, in one simulation."""
    import numpy
    from openfisca_core.simulation_builder import SimulationBuilder

    module = letter()
    simulation = SimulationBuilder().build_default_simulation(module.system, len(populations))
    kinds = numpy.array([module.Kind.county.index] * len(populations))
    simulation.set_input("kind", year, kinds)
    simulation.set_input("population", year, populations)
    return simulation.calculate("dues", year)


def openfisca_in_floats():
    """What the page says of OpenFisca's floats: the amounts of this tariff hold, and larger ones do not."""
    import numpy

    populations = numpy.arange(10_000_001)
    for year, ten_thousandths in ((2023, 77), (2024, 85)):
        cents = (populations * ten_thousandths + 50) // 100
        told = numpy.rint(dues_of_counties(populations, year).astype(numpy.float64) * 100)
        if (told != cents).any():
            sys.exit(f"expected every county of {year} to owe the right cents by OpenFisca")
    large = dues_of_counties(numpy.array([17_500_001]), 2023)[0]
    if f"{large:.2f}" != "134750.02":
        sys.exit(f"expected 134750.02 of OpenFisca for 17,500,001 inhabitants, found {large:.2f}")


def zen():
    import zen

    decision = zen.ZenEngine().create_decision((FILES / "zen.json").read_text())
    for _, year, kind, population in payers():
        facts = {"kind": kind, "population": population, "year": year}
        result = decision.evaluate(facts)["result"]
        yield f"{result['dues']:.2f}" if "dues" in result else json.dumps(result)


def axiom(program):
    with tempfile.TemporaryDirectory() as folder:
        # It reads rules from a checkout that is named by its country.
        root = Path(folder).resolve() / "rulespec-fi"
        rules = root / "fi/policies/letter.yaml"
        rules.parent.mkdir(parents=True)
        rules.write_text((FILES / "axiom.yaml").read_text())
        artifact = Path(folder) / "letter.json"
        compile_it = [program, "compile", "--program", rules, "--rulespec-root", root]
        subprocess.run(compile_it + ["--output", artifact], check=True, capture_output=True)
        name = "fi:policies/letter#"
        for payer, year, kind, population in payers():
            interval = {"start": f"{year}-01-01", "end": f"{year + 1}-01-01"}
            common = {"entity": "Member", "entity_id": payer, "interval": interval}
            values = {
                "kind": {"kind": "text", "value": kind},
                "population": {"kind": "integer", "value": population},
            }
            inputs = [{"name": f"{name}input.{key}", "value": value} | common for key, value in values.items()]
            query = {
                "entity_id": payer,
                "period": {"period_kind": "tax_year"} | interval,
                "outputs": [f"{name}dues"],
            }
            request = {"mode": "explain", "dataset": {"inputs": inputs, "relations": []}, "queries": [query]}
            ended = subprocess.run(
                [program, "run-compiled", "--artifact", artifact],
                input=json.dumps(request), capture_output=True, text=True, check=False,
            )
            if ended.returncode:
                yield ended.stderr.strip().split(" for entity")[0]
            else:
                value = json.loads(ended.stdout)["results"][0]["outputs"][f"{name}dues"]["value"]["value"]
                yield f"{float(value):.2f}"


def sheet(program):
    """The tariff and the first member, whose formula is filled down for the others as a spreadsheet does it."""
    with open(FILES / "sheet.csv", encoding="utf-8", newline="") as file:
        *above, first = list(csv.reader(file))
    line_of_first = len(above) + 1
    # References with a dollar sign stay, the others move along with the line.
    relative = re.compile(rf"(?<![$A-Z])([A-Z]){line_of_first}(?![0-9])")
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "sheet.csv"
        with open(table, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerows(above)
            for line, (name, year, kind, population) in enumerate(payers(), line_of_first):
                writer.writerow([name, kind, population, year, relative.sub(rf"\g<1>{line}", first[-1])])
        export = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"
        # The last of these: formulas are formulas and not texts.
        read = "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,1033,false,true,false,false,true"
        command = [program, "--headless", read, "--convert-to", export, "--outdir", Path(folder) / "out", table]
        subprocess.run(command, check=True, capture_output=True)
        written = next((Path(folder) / "out").glob("*.csv"))
        with open(written, encoding="utf-8", newline="") as file:
            for row in list(csv.reader(file))[len(above):]:
                dues = row[-1]
                yield dues if dues.startswith("#") else f"{float(dues):.2f}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--axiom", required=True)
    parser.add_argument("--sheet", default="soffice")
    parser.add_argument("--results")
    arguments = parser.parse_args()
    columns = {
        "OpenFisca": openfisca(),
        "zen-engine": zen(),
        "Axiom": axiom(arguments.axiom),
        "spreadsheet": sheet(arguments.sheet),
    }
    columns = {name: list(column) for name, column in columns.items()}
    openfisca_in_floats()
    lines = ["member,year,kind,population," + ",".join(columns)]
    for number, payer in enumerate(payers()):
        lines.append(",".join([*map(str, payer), *(column[number] for column in columns.values())]))
    table = "\n".join(lines) + "\n"
    print(table, end="")
    if arguments.results and table != Path(arguments.results).read_text(encoding="utf-8"):
        sys.exit(f"expected what {arguments.results} says")


if __name__ == "__main__":
    main()
