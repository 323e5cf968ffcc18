"""Which words one group of articles uses more than others, how sure that is, and which they use alike."""

from analysis.vocabulary.keyness.calibration import calibration
from analysis.vocabulary.keyness.keywords import keyness, keywords
from analysis.vocabulary.keyness.lockwords import lockwords
from analysis.vocabulary.keyness.robustness import robustness
from analysis.vocabulary.keyness.verdicts import TESTS

__all__ = ["TESTS", "calibration", "keyness", "keywords", "lockwords", "robustness"]
