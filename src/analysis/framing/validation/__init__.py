"""Validation: what is coded, by whom, how far coders agree, how well the dictionary finds what they found."""

from analysis.framing.validation.accuracy import accuracy, human_ceiling
from analysis.framing.validation.adjudication import (
    adjudicated,
    disagreements,
    read_adjudication,
    write_adjudication,
)
from analysis.framing.validation.agreement import krippendorff_alpha
from analysis.framing.validation.binding import coding_fingerprint, variables
from analysis.framing.validation.drawing import draw_sample
from analysis.framing.validation.instructions import coder_instructions
from analysis.framing.validation.other_coders import add_coder
from analysis.framing.validation.reading import Codings, read_codings, read_design
from analysis.framing.validation.reliability import frame_codes, reliability
from analysis.framing.validation.shares import corrected_differences, corrected_shares
from analysis.framing.validation.sheets import sheet_rows, write_sheets
from analysis.framing.validation.standing import load_validity, validity_table, write_validity
from analysis.framing.validation.units import coding_units, unit_scores

__all__ = [
    "Codings",
    "accuracy",
    "add_coder",
    "adjudicated",
    "coder_instructions",
    "coding_fingerprint",
    "coding_units",
    "corrected_differences",
    "corrected_shares",
    "disagreements",
    "draw_sample",
    "frame_codes",
    "human_ceiling",
    "krippendorff_alpha",
    "load_validity",
    "read_adjudication",
    "read_codings",
    "read_design",
    "reliability",
    "sheet_rows",
    "unit_scores",
    "validity_table",
    "variables",
    "write_adjudication",
    "write_sheets",
    "write_validity",
]
