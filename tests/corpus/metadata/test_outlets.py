from __future__ import annotations

import csv
from collections import Counter, defaultdict
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest
from babel import Locale
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.corpus.metadata.outlet_names import host_of, in_parts, normal_form, registered
from analysis.corpus.metadata.outlets import OUTLETS, RULES, canonical, load_outlets
from analysis.errors import InputError

TABLE = load_outlets()


def outlet(stated: str) -> str:
    return str(canonical([stated], table=TABLE)["outlet"].item())


def rows() -> list[dict[str, str]]:
    text = files("analysis.resources").joinpath(f"corpus/{OUTLETS}").read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("www.nytimes.com", "The New York Times"),
        ("https://www.nytimes.com/section/world", "The New York Times"),
        ("The New York Times (nytimes.com)", "The New York Times"),
        ("New York Times, Late Edition (East Coast); New York, N.Y.", "The New York Times"),
        ("NEW YORK TIMES (THE)", "The New York Times"),
        ("nyt", "The New York Times"),
        ("edition.cnn.com", "CNN"),
        ("THE IRISH TIMES", "The Irish Times"),
        ("Irish Times, The", "The Irish Times"),
        ("Guardian.com", "The Guardian"),
        ("The Guardian (London)", "The Guardian"),
        ("The Guardian (UK)", "The Guardian"),
        ("The Guardian - Final Edition", "The Guardian"),
        ("The Times; London (UK)", "The Times"),
        ("Daily Mail (London)", "Daily Mail"),
        ("MailOnline", "Daily Mail"),
        ("abcnews.go.com", "ABC News (US)"),
        ("uk.reuters.com", "Reuters"),
        ("africa.chinadaily.com.cn", "China Daily"),
        ("thehuffingtonpost", "HuffPost"),
        ("wash-post", "The Washington Post"),
        ("Agence France Presse -- English", "Agence France-Presse"),
        ("Associated Press (AP)", "The Associated Press"),
        ("Star Tribune (Minneapolis, MN)", "Star Tribune"),
        ("The Herald (Glasgow, Scotland)", "The Herald (Glasgow)"),
        ("The Nation (Lahore)", "The Nation (Pakistan)"),
        ("SUEDDEUTSCHE ZEITUNG", "Süddeutsche Zeitung"),
        ("El Pais", "El País"),
    ],
)
def test_names_and_domains_of_one_outlet(stated: str, name: str) -> None:
    assert outlet(stated) == name


@pytest.mark.parametrize(
    "names",
    [
        (
            "The Guardian",
            "The Guardian (Nigeria)",
            "guardian.co.tt",
            "Guardian Australia",
            "The Guardian (Harbour Bay)",
        ),
        (
            "The Times",
            "The Irish Times",
            "The Times (South Africa)",
            "The Sunday Times",
            "The Times (Trenton)",
        ),
        (
            "The Independent",
            "independent.ie",
            "The Independent (Bangladesh)",
            "independent.co.ug",
            "Independent on Sunday",
        ),
        ("The Sun", "The Sun (Malaysia)", "The Sun (Baltimore)", "The Irish Sun", "The Sun on Sunday"),
        ("The Nation", "The Nation (Nairobi)", "The Nation (Thailand)", "The Nation (US)"),
        (
            "The Star",
            "The Star (Kenya)",
            "The Star (Malaysia)",
            "The Star (Sheffield)",
            "Star Tribune (Casper, Wyoming)",
        ),
        ("Daily Star", "The Daily Star", "The Daily Star (Dhaka)", "The Daily Star (Lebanon)"),
        ("ABC News", "abc.net.au", "abcnews.go.com", "abc.es"),
        (
            "Daily Mail",
            "The Mail on Sunday",
            "Scottish Daily Mail",
            "Irish Daily Mail",
            "Daily Mail (Zambia)",
        ),
        ("one.substack.com", "two.substack.com", "three.blogspot.com", "four.blogspot.com"),
        ("harbour.example.org/post", "harbour.example.org/gazette"),
    ],
)
def test_different_outlets_never_merge(names: tuple[str, ...]) -> None:
    assert canonical(names, table=TABLE)["outlet"].nunique() == len(names)


def test_spellings_of_an_unknown_outlet_are_joined_under_the_most_frequent() -> None:
    stated = [
        "Harbour Post",
        "HARBOUR POST",
        "HARBOUR POST",
        "The Harbour Post (Online)",
        "Harbour Post (Osthaven)",
    ]
    found = canonical(stated, table=TABLE).set_index("stated")
    assert found["outlet"].to_dict() == {
        "Harbour Post": "HARBOUR POST", "HARBOUR POST": "HARBOUR POST", "The Harbour Post (Online)": "HARBOUR POST",
        "Harbour Post (Osthaven)": "Harbour Post (Osthaven)",
    }  # fmt: skip
    assert found.loc["Harbour Post", "rule"] == "variant"
    assert found.loc["HARBOUR POST", "rule"] == "as stated"
    again = canonical(["Harbour Post", "HARBOUR POST"], counts=[5, 2], table=TABLE)
    assert again["outlet"].tolist() == ["Harbour Post", "Harbour Post"]


def test_unknown_domains_are_joined_by_what_is_registered() -> None:
    stated = [
        "www.harbourpost.co.uk",
        "harbourpost.co.uk",
        "https://harbourpost.co.uk/",
        "news.harbourpost.co.uk",
        "Harbour Post (harbourpost.co.uk)",
    ]
    assert canonical(stated, table=TABLE)["outlet"].nunique() == 1


def test_empty_and_odd_names_stay() -> None:
    found = canonical(["", "–", "???", "The", "N/A"], table=TABLE)
    assert dict(zip(found["stated"], found["outlet"], strict=True)) == {
        "": "", "–": "–", "???": "???", "The": "The", "N/A": "N/A"
    }  # fmt: skip


def test_a_series_counts_its_rows_and_the_result_does_not_depend_on_their_order() -> None:
    stated = pd.Series(["Post A", "POST A", "POST A", "bbc.com", "Post-A"])
    one, two = canonical(stated, table=TABLE), canonical(stated[::-1], table=TABLE)
    pd.testing.assert_frame_equal(one, two)
    assert one.set_index("stated").loc["Post-A", "outlet"] == "POST A"


@settings(max_examples=25)
@given(st.lists(st.one_of(st.text(max_size=40), st.sampled_from(TABLE["alias"].tolist())), max_size=20))
def test_every_name_gets_one_outlet_and_outlets_are_their_own(stated: list[str]) -> None:
    found = canonical(stated, table=TABLE)
    assert found["stated"].tolist() == sorted(set(stated))
    assert set(found["rule"]) <= set(RULES)
    known = found[~found["rule"].isin(["variant", "as stated"])]
    again = canonical(known["outlet"].tolist(), table=TABLE)
    assert again["outlet"].tolist() == again["stated"].tolist()


def test_no_alias_of_the_shipped_table_has_two_outlets() -> None:
    aliases = Counter(TABLE["alias"])
    assert [alias for alias, n in aliases.items() if n > 1] == []
    hosts = Counter(host for alias in TABLE["alias"] if (host := host_of(alias)))
    # A canonical name may be the domain itself, in other letters.
    doubled = {host for host, n in hosts.items() if n > 1}
    for host in doubled:
        assert TABLE.loc[TABLE["alias"].map(host_of) == host, "outlet"].nunique() == 1


def test_normal_forms_that_two_outlets_share_are_known() -> None:
    shared = defaultdict(set)
    for alias, name in zip(TABLE["alias"], TABLE["outlet"], strict=True):
        if not host_of(alias):
            shared[normal_form(alias).replace(" ", "")].add(name)
    assert {form for form, names in shared.items() if len(names) > 1} == {"sundaytimes", "dailystar"}


def test_rows_of_the_shipped_table_are_whole() -> None:
    table = rows()
    territories = Locale("en").territories
    assert len(table) > 1000
    assert len({row["outlet"] for row in table}) == len(table)
    for row in table:
        cells = [
            row["outlet"],
            *row["aliases"].split("|"),
            *row["domains"].split("|"),
            *row["place"].split("|"),
        ]
        assert all(cell == " ".join(cell.split()) for cell in cells), row
        assert not row["country"] or row["country"] in territories, row
        assert all(registered(domain) for domain in row["domains"].split("|") if domain), row
        assert all(host_of(domain) == domain for domain in row["domains"].split("|") if domain), row


def own(folder: Path, text: str) -> Path:
    (folder / OUTLETS).write_text(text, encoding="utf-8")
    return folder


def test_the_users_table_outranks_the_shipped_one(tmp_path: Path) -> None:
    raw = own(
        tmp_path,
        "Alias;Outlet\nThe Guardian;The Guardian (Nigeria)\nharbourpost.example.com;Harbour Post\n"
        "H. Post;Harbour Post\n",
    )
    table = load_outlets(raw)
    found = canonical(
        [
            "The Guardian",
            "THE GUARDIAN",
            "theguardian.com",
            "www.harbourpost.example.com",
            "H POST",
            "HARBOUR POST",
            "BBC",
        ],
        table=table,
    ).set_index("stated")
    assert found["outlet"].to_dict() == {
        "The Guardian": "The Guardian (Nigeria)", "THE GUARDIAN": "The Guardian (Nigeria)",
        "theguardian.com": "The Guardian", "www.harbourpost.example.com": "Harbour Post", "H POST": "Harbour Post",
        "HARBOUR POST": "Harbour Post", "BBC": "BBC News",
    }  # fmt: skip
    assert found.loc["H POST", "rule"] == "own table"
    assert len(table) == len(TABLE) + 5
    pd.testing.assert_frame_equal(load_outlets(tmp_path / "nowhere"), TABLE)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name,outlet\nA,B\n", r"outlets\.csv, line 1: .*no column 'alias'"),
        ("alias,title\nA,B\n", r"outlets\.csv, line 1: .*no column 'outlet'"),
        ('alias,outlet\nA,"B\n', r"outlets\.csv, line 2: .*is no CSV"),
        ("", r"outlets\.csv, line 1: .*no column 'alias'"),
        ("alias,outlet\nA,B\n\nC,\n", r"outlets\.csv, line 4: .*column 'outlet' is empty.*Mend that line"),
        ("alias,outlet\n ,B\n", r"outlets\.csv, line 2: .*column 'alias' is empty"),
        (
            "alias,outlet\nA,B\nA,C\n",
            r"outlets\.csv, line 3: 'A' is given to 'C', but in line 2 to 'B'.*Keep one",
        ),
    ],
)
def test_errors_of_the_users_table_name_line_and_remedy(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        load_outlets(own(tmp_path, text))


def test_parts_of_a_name() -> None:
    parts = in_parts("Irish Times, The (Online); Dublin")
    assert (parts.base, parts.beside, parts.host) == ("irish times", ("dublin",), "")
    assert normal_form("Ma’an  News—Agency & Co.") == "maan news agency and co"
    assert [host_of(name) for name in ("St.Louis", "news.am", "a b.com", "http://user@x.org:80/p", "1.2")] == [
        "", "news.am", "", "x.org", "",
    ]  # fmt: skip


def test_names_of_any_length_are_bounded() -> None:
    names = [
        "(" * 50_000,
        "a." * 50_000 + "com",
        "The " * 50_000,
        "; " * 50_000,
        "online " * 50_000 + "edition",
    ]
    assert len(canonical(names, table=TABLE)) == 5
