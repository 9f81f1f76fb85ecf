import numpy
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

Member = build_entity(key="member", plural="members", label="a member", is_person=True)


class Kind(Enum):
    municipality = "municipality"
    county = "wellbeing services county"


class kind(Variable):
    value_type = Enum
    possible_values = Kind
    default_value = Kind.municipality
    entity = Member
    definition_period = DateUnit.YEAR


class population(Variable):
    value_type = int
    entity = Member
    definition_period = DateUnit.YEAR


class dues(Variable):
    value_type = float
    entity = Member
    definition_period = DateUnit.YEAR
    reference = "letter to the members, 12 December 2022"

    def formula_2023(member, period, parameters):
        residents = member("population", period)
        figures = parameters(period)
        of_municipality = numpy.select(
            [residents < 5000, residents > 5000],
            [figures.small, figures.large],
            default=numpy.nan,  # the letter is silent; without this line it would be 0
        )
        exact = residents * figures.county_rate
        of_county = numpy.floor(exact * 100 + 0.5) / 100  # half up: numpy.round would go to the even cent
        return numpy.where(member("kind", period) == Kind.county, of_county, of_municipality)


system = TaxBenefitSystem([Member])
system.add_variables(kind, population, dues)
system.parameters = ParameterNode(data={
    "small": {"values": {"2023-01-01": 110}},
    "large": {"values": {"2023-01-01": 550}},
    "county_rate": {"values": {"2023-01-01": 0.0077, "2024-01-01": 0.0085}},
})
