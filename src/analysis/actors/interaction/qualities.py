"""How an action stands in the text: whether it was done, may be done or was not, and when."""

from __future__ import annotations

from analysis.actors.interaction.lexicon import FACTUAL, NEGATED
from analysis.actors.interaction.subjects import DEEPEST, Subjects
from analysis.annotation.parse import Token

_MODALS = {
    "can": "able", "ca": "able", "could": "possible", "may": "possible", "might": "possible",
    "must": "obliged", "should": "obliged", "ought": "obliged", "would": "hypothetical", "'d": "hypothetical",
    "need": "obliged",
}  # fmt: skip
_FUTURE = frozenset({"will", "shall", "wo", "'ll", "’ll"})
_NEGATORS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "no", "hardly", "scarcely", "nobody"})
_IF = frozenset({"if", "unless", "provided", "lest", "whether", "should"})
_PAST = frozenset({"VBD"})


def qualities(subjects: Subjects, verb: int) -> tuple[bool, str, str]:
    """Return whether a verb's action is negated, its modality and its tense."""
    chain = _chain(subjects, verb)
    negated, modality = False, ""
    seen = -1
    for index, effect in chain:
        if effect == NEGATED:
            negated = not negated
        elif effect and effect != FACTUAL:
            modality = modality or effect
        if index != seen:
            negated = negated != _negated(subjects, index)
            modality = modality or _modal(subjects, index)
        seen = index
    modality = modality or _conditional(subjects, verb)
    return negated, modality, _tense(subjects, chain[-1][0], modality)


def _chain(subjects: Subjects, verb: int) -> list[tuple[int, str]]:
    """Return a verb and the words above that govern it, each with what it makes of the action."""
    tokens = subjects.tokens
    out = [(verb, "")]
    for _ in range(DEEPEST):
        token = tokens[verb]
        above = tokens[token.head]
        if above.index == verb or token.dep not in {"xcomp", "conj", "acl", "pcomp", "acomp", "attr", "ccomp", "oprd", "advcl", "relcl"}:
            break
        if token.dep == "relcl" and not _infinitive(subjects, verb):
            break
        if token.dep == "conj" and (_subject(subjects, verb) or subjects.child(verb, "aux", "auxpass") is not None):
            break
        if token.dep in {"ccomp", "acl", "advcl"} and _finite(subjects, verb):
            break
        if token.dep == "ccomp" and _subject(subjects, verb) and not _to_or_bare(subjects, verb, above):
            break
        if token.dep == "pcomp":
            word = above.text.lower()
            above = tokens[above.head]
            if word == "without":
                out.append((verb, NEGATED))
                break
            if word not in {"from", "of", "to", "in", "for", "on", "at"}:
                out.append((above.index, ""))
                break
        if token.dep in {"conj", "acomp", "attr"} or (token.dep == "advcl" and token.tag != "VB"):
            effect = ""
        elif token.dep == "advcl":
            effect = "intended"
        else:
            effect = _effect(subjects, above)
            if token.dep in {"acl", "relcl"} and _infinitive(subjects, verb) and above.pos == "NOUN":
                effect = effect or "intended"
        out.append((above.index, effect))
        verb = above.index
    return out


def _infinitive(subjects: Subjects, verb: int) -> bool:
    return any(subjects.tokens[i].tag == "TO" for i in subjects.children[verb])


def _to_or_bare(subjects: Subjects, verb: int, above: Token) -> bool:
    """Tell whether a clause is what somebody is made or asked to do: "help him win", "demanded that Israel ease"."""
    lemma = subjects.parties.lemmas[above.index]
    return subjects.tokens[verb].tag in {"VB", "VBG"} and (
        lemma in subjects.lexicon.object_control or lemma in subjects.lexicon.chains
    )


def _effect(subjects: Subjects, above: Token) -> str:
    lemma = subjects.parties.lemmas[above.index]
    particle = subjects.child(above.index, "prt", "prep")
    keys = [lemma] if particle is None else [f"{lemma}_{subjects.parties.lemmas[particle]}", lemma]
    return next((subjects.lexicon.chains[key] for key in keys if key in subjects.lexicon.chains), "")


def _subject(subjects: Subjects, verb: int) -> bool:
    return subjects.child(verb, "nsubj", "nsubjpass", "expl") is not None


def _finite(subjects: Subjects, verb: int) -> bool:
    """Tell whether a verb has a tense of its own, and so stands for itself."""
    tokens = subjects.tokens
    helpers = (tokens[i].tag for i in subjects.children[verb] if tokens[i].dep in {"aux", "auxpass"})
    return bool({tokens[verb].tag, *helpers} & {"VBD", "VBZ", "VBP", "MD"})


def _negated(subjects: Subjects, index: int) -> bool:
    tokens = subjects.tokens
    for i in subjects.children[index]:
        token = tokens[i]
        lower = token.text.lower()
        if token.dep == "neg" or (lower in _NEGATORS and token.dep in {"advmod", "preconj"}):
            return True
        if token.dep in {"nsubj", "nsubjpass", "dobj"} and (lower in {"nobody", "none", "nothing"} or _no(subjects, i)):
            return True
    return False


def _no(subjects: Subjects, noun: int) -> bool:
    return any(
        subjects.tokens[i].text.lower() in {"no", "neither"} and subjects.tokens[i].dep in {"det", "neg", "preconj"}
        for i in subjects.children[noun]
    )


def _modal(subjects: Subjects, index: int) -> str:
    tokens = subjects.tokens
    words = [tokens[i].text.lower() for i in subjects.children[index] if tokens[i].dep == "aux"]
    for word in words:
        if word in {"would", "'d"} and _backshifted(subjects, index):
            continue
        if word in {"'d", "need"} and tokens[index].tag != "VB":
            continue
        if word in _MODALS:
            return _MODALS[word]
    return ""


def _backshifted(subjects: Subjects, index: int) -> bool:
    """Tell whether "would" is the "will" of reported speech: "said it would leave"."""
    tokens = subjects.tokens
    for _ in range(DEEPEST):
        token = tokens[index]
        if token.dep == "ccomp":
            above = tokens[token.head]
            return above.tag in _PAST or any(tokens[i].tag in _PAST for i in subjects.children[above.index])
        if token.dep not in {"conj", "xcomp", "acomp"} or token.head == index:
            return False
        index = token.head
    return False


def _conditional(subjects: Subjects, verb: int) -> str:
    """Return ``hypothetical`` for what stands in an if-clause."""
    tokens = subjects.tokens
    for _ in range(DEEPEST):
        marked = (i for i in subjects.children[verb] if tokens[i].dep in {"mark", "advmod"})
        if any(tokens[i].text.lower() in _IF for i in marked):
            return "hypothetical"
        if tokens[verb].dep not in {"conj", "xcomp", "acomp"} or tokens[verb].head == verb:
            return ""
        verb = tokens[verb].head
    return ""


def _tense(subjects: Subjects, verb: int, modality: str) -> str:
    """Return the tense of a verb, or of the finite verb it hangs on; what is intended now lies ahead."""
    tokens = subjects.tokens
    for _ in range(DEEPEST):
        tense = _own_tense(subjects, verb)
        if tense:
            return "future" if tense == "present" and modality == "intended" else tense
        if tokens[verb].head == verb:
            return ""
        verb = tokens[verb].head
    return ""


def _own_tense(subjects: Subjects, verb: int) -> str:
    tokens = subjects.tokens
    token = tokens[verb]
    if token.pos not in {"VERB", "AUX"}:
        return ""
    helpers = [tokens[i] for i in subjects.children[verb] if tokens[i].dep in {"aux", "auxpass"}]
    words = {helper.text.lower() for helper in helpers}
    if words & _FUTURE or ("would" in words and _backshifted(subjects, verb)):
        return "future"
    if "to" in words and token.dep in {"ROOT", "relcl", "ccomp"} and token.tag == "VB":
        return "future"
    if any(h.lemma.lower() == "have" and h.tag != "VBG" for h in helpers) and token.tag in {"VBN", "VBD"}:
        return "past"
    tags = {token.tag, *(helper.tag for helper in helpers)}
    if token.tag == "VBD" or "VBD" in tags:
        return "past"
    if tags & {"VBZ", "VBP", "MD"}:
        return "present"
    return ""
