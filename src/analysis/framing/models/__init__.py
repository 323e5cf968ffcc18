"""Models of frames learned from the user's own coding, and exploratory scales beside them."""

from analysis.framing.models.crossing import cross_validate, learning_curve, model_quality, reliability_table
from analysis.framing.models.features import Prepared, prepare
from analysis.framing.models.model import FrameModel, predict, train

__all__ = [
    "FrameModel",
    "Prepared",
    "cross_validate",
    "learning_curve",
    "model_quality",
    "predict",
    "prepare",
    "reliability_table",
    "train",
]
