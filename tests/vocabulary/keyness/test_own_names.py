from __future__ import annotations

import pytest

from analysis.vocabulary.keyness.names import own_words


@pytest.mark.parametrize(
    ("names", "own", "other"),
    [
        (["Harbour Post"], {"harbour", "post", "postonline"}, {"port", "grain", "hp"}),
        (["The Vale Evening Star"], {"ves", "v.e.s.", "star", "star-online"}, {"the", "tves", "starry"}),
        (["valestar.co.uk"], {"valestar", "vale"}, {"uk", "co", "united"}),
        (["Vale News (US)"], {"vale", "news", "valenews"}, {"us", "u.s.", "newsreel"}),
        (["VN"], {"vn"}, {"v", "n"}),
        (["(none)"], set(), {"none"}),
    ],
)
def test_a_name_in_its_variants(names: list[str], own: set[str], other: set[str]) -> None:
    found = own_words(names)
    assert own <= found
    assert not other & found
