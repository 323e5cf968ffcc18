"""How an action stands in the text: whether it was done, may be done or was not, and when."""

from __future__ import annotations

from analysis.actors.interaction.lexicon import FACTUAL, NEGATED
from analysis.actors.interaction.rules import Rules
from analysis.actors.interaction.subjects import DEEPEST, Subjects

_MODALS = {
    "can": "able", "ca": "able", "could": "possible", "may": "possible", "might": "possible",
    "must": "obliged", "should": "obliged", "ought": "obliged", "need": "obliged",
    "would": "hypothetical", "'d": "hypothetical", "’d": "hypothetical",
}  # fmt: skip
_BARE = frozenset({"need", "'d", "’d"})
_FUTURE = frozenset({"will", "shall", "wo", "'ll", "’ll"})
_WOULD = frozenset({"would", "'d", "’d"})
_NEGATORS = frozenset({"not", "n't", "n’t", "never", "neither", "nor", "no", "hardly", "scarcely"})
_NOBODY = frozenset({"nobody", "none", "nothing"})
_IF = frozenset({"if", "unless", "provided", "lest", "whether", "should"})
_RAISING = frozenset({"think", "believe", "expect", "suppose", "imagine"})
_TENSED = frozenset({"VBD", "VBZ", "VBP", "MD"})
_LINKS = frozenset(["xcomp", "conj", "acl", "pcomp", "acomp", "attr", "ccomp", "oprd", "advcl", "relcl"])
_GOVERNED = frozenset({"from", "of", "to", "in", "for", "on", "at"})

_Step = tuple[int, str]
"""A governing word and what it makes of the action below it."""


class Qualities(Rules):
    """Negation, modality and tense of an article's verbs.

    Parameters
    ----------
    subjects : Subjects
    """

    def __init__(self, subjects: Subjects) -> None:
        super().__init__(subjects)
        self._own: dict[int, tuple[bool, str]] = {}
        self._words: dict[int, tuple[set[str], set[str]]] = {}

    def of(self, verb: int) -> tuple[bool, str, str]:
        """Return whether a verb's action is negated, its modality and its tense."""
        chain = self._chain(verb)
        negated, modality = False, ""
        if self._disbelieved(chain[-1][0]):
            negated = True
        for k, (index, effect) in enumerate(chain):
            if effect == NEGATED:
                negated = not negated
            elif effect and effect != FACTUAL:
                modality = modality or effect
            if k == 0 or index != chain[k - 1][0]:
                own_negated, own_modality = self._standing(index)
                negated = negated != own_negated
                modality = modality or own_modality
        modality = modality or self._conditional(verb)
        return negated, modality, self._tense(chain[-1][0], modality)

    def _chain(self, verb: int) -> list[_Step]:
        """Return a verb and the words above that govern it."""
        out: list[_Step] = [(verb, "")]
        for _ in range(DEEPEST):
            if not self._depends(verb):
                break
            step, last = self._step(verb)
            out.append(step)
            if last:
                break
            verb = step[0]
        return out

    def _depends(self, verb: int) -> bool:
        """Tell whether a verb stands as the word above it says, and not for itself."""
        token = self.tokens[verb]
        if token.head == verb or token.dep not in _LINKS:
            return False
        if token.dep in {"relcl", "acl"}:
            noun = self.tokens[token.head].pos == "NOUN"
            return noun and self.subjects.infinitive(verb) and not self._finite(verb)
        if token.dep == "conj":
            return not self._subject(verb) and self.child(verb, "aux", "auxpass") is None
        if token.dep == "ccomp":
            return not self._finite(verb) and (not self._subject(verb) or self._made(verb))
        return token.dep != "advcl" or not self._finite(verb)

    def _step(self, verb: int) -> tuple[_Step, bool]:
        """Return the word above a verb with its effect, and whether nothing above that counts."""
        token = self.tokens[verb]
        above = self.tokens[token.head]
        if token.dep == "pcomp":
            word, above = above.text.lower(), self.tokens[above.head]
            if word == "without":
                return (verb, NEGATED), True
            if word not in _GOVERNED:
                return (above.index, ""), False
        if token.dep in {"conj", "acomp", "attr"}:
            return (above.index, ""), False
        if token.dep == "advcl":
            # What is not done for an end, or not while doing something, leaves the end and the other thing as they are.
            return (verb, "intended" if token.tag == "VB" else ""), True
        effect = self._effect(above.index)
        if token.dep in {"acl", "relcl"}:
            effect = effect or "intended"  # "a reason to invade"
        return (above.index, effect), False

    def _made(self, verb: int) -> bool:
        """Tell whether a clause is what somebody is made or asked to do: "help him win", "demanded that he go"."""
        lemma = self.lemmas[self.tokens[verb].head]
        asked = lemma in self.lexicon.object_control or lemma in self.lexicon.chains
        return asked and self.tokens[verb].tag in {"VB", "VBG"}

    def _effect(self, above: int) -> str:
        lemma, chains = self.lemmas[above], self.lexicon.chains
        particle = self.child(above, "prt", "prep")
        keys = [lemma] if particle is None else [f"{lemma}_{self.lemmas[particle]}", lemma]
        return next((chains[key] for key in keys if key in chains), "")

    def _subject(self, verb: int) -> bool:
        return self.child(verb, "nsubj", "nsubjpass", "expl") is not None

    def _finite(self, verb: int) -> bool:
        """Tell whether a verb has a tense of its own."""
        return not _TENSED.isdisjoint({self.tokens[verb].tag, *self._helpers(verb)[1]})

    def _helpers(self, verb: int) -> tuple[set[str], set[str]]:
        """Return words and tags of a verb's auxiliaries."""
        if verb not in self._words:
            found = [self.tokens[i] for i in self.children[verb] if self.tokens[i].dep in {"aux", "auxpass"}]
            self._words[verb] = {token.text.lower() for token in found}, {token.tag for token in found}
        return self._words[verb]

    def _disbelieved(self, verb: int) -> bool:
        """Tell whether a verb is not believed to be done: "I don't think they left" is that they did not."""
        token = self.tokens[verb]
        above = token.head
        if token.dep != "ccomp" or above == verb or self.lemmas[above] not in _RAISING:
            return False
        return self.child(above, "neg") is not None

    def _standing(self, index: int) -> tuple[bool, str]:
        """Return whether a word itself is negated, and its own modality."""
        if index not in self._own:
            self._own[index] = (self._negated(index), self._modal(index))
        return self._own[index]

    def _negated(self, index: int) -> bool:
        for i in self.children[index]:
            token = self.tokens[i]
            if token.dep == "neg":
                return True
            if token.dep in {"advmod", "preconj"}:
                lower = token.text.lower()
                if lower in _NEGATORS:
                    return True
                if lower == "longer" and i and self.tokens[i - 1].text.lower() == "no":
                    return True
            elif token.dep in {"nsubj", "nsubjpass", "dobj"} and (
                token.text.lower() in _NOBODY or self._no(i)
            ):
                return True
        return False

    def _no(self, noun: int) -> bool:
        det = self.child(noun, "det", "neg", "preconj")
        return det is not None and self.tokens[det].text.lower() in {"no", "neither"}

    def _modal(self, index: int) -> str:
        for word in sorted(self._helpers(index)[0] & _MODALS.keys()):
            reported = word in _WOULD and self._backshifted(index)
            if word == "could" and self._negated(index):
                return "able"  # "could not agree"
            if not reported and (word not in _BARE or self.tokens[index].tag == "VB"):
                return _MODALS[word]
        return ""

    def _backshifted(self, index: int) -> bool:
        """Tell whether "would" is the "will" of reported speech: "said it would leave"."""
        for _ in range(DEEPEST):
            token = self.tokens[index]
            if token.dep == "ccomp":
                return "VBD" in {self.tokens[token.head].tag, *self._helpers(token.head)[1]}
            if token.dep not in {"conj", "xcomp", "acomp"} or token.head == index:
                return False
            index = token.head
        return False

    def _conditional(self, verb: int) -> str:
        """Return ``hypothetical`` for what stands in an if-clause."""
        for _ in range(DEEPEST):
            marks = (self.child(verb, "mark"), self.child(verb, "advmod"))
            if any(i is not None and self.tokens[i].text.lower() in _IF for i in marks):
                return "hypothetical"
            if self.tokens[verb].dep not in {"conj", "xcomp", "acomp"} or self.tokens[verb].head == verb:
                return ""
            verb = self.tokens[verb].head
        return ""

    def _tense(self, verb: int, modality: str) -> str:
        """Return the tense of a verb, or of the verb it hangs on; what is intended now lies ahead."""
        for _ in range(DEEPEST):
            tense = self._own_tense(verb)
            if tense:
                return "future" if tense == "present" and modality == "intended" else tense
            if self.tokens[verb].head == verb:
                return ""
            verb = self.tokens[verb].head
        return ""

    def _own_tense(self, verb: int) -> str:
        token = self.tokens[verb]
        if token.pos not in {"VERB", "AUX"}:
            return ""
        words, tags = self._helpers(verb)
        ahead = words & _FUTURE or (words & _WOULD and self._backshifted(verb))
        headline = "to" in words and token.dep in {"ROOT", "relcl", "ccomp"}
        if ahead or (headline and token.tag == "VB"):
            return "future"
        perfect = words & {"have", "has", "had", "'ve", "’ve"} and token.tag in {"VBN", "VBD"}
        if perfect or "VBD" in {token.tag, *tags}:
            return "past"
        return "present" if _TENSED & {token.tag, *tags} else ""
