"""Models of frames learned from the user's own coding, and exploratory scales beside them."""

from analysis.framing.models.agreement import agreement_map
from analysis.framing.models.axes import frame_axes
from analysis.framing.models.crossing import cross_validate, learning_curve, model_quality, reliability_table
from analysis.framing.models.explaining import explain_terms, explain_text
from analysis.framing.models.features import Prepared, prepare
from analysis.framing.models.model import FrameModel, predict, train
from analysis.framing.models.proposing import propose
from analysis.framing.models.scaling import corpus_vectors, polarity

__all__ = [
    "FrameModel",
    "Prepared",
    "agreement_map",
    "corpus_vectors",
    "cross_validate",
    "explain_terms",
    "explain_text",
    "frame_axes",
    "learning_curve",
    "model_quality",
    "polarity",
    "predict",
    "prepare",
    "propose",
    "reliability_table",
    "train",
]
