"""The PDF's fonts have the characters that we print, and come out of a PDF as text."""

import io
from pathlib import Path

import pdfplumber
import pytest
from django.conf import settings
from fontTools.ttLib import TTFont
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

FOLDER: Path = settings.BASE_DIR / "static" / "fonts"
COMMON = "部门预算公开：一、“三公”经费（万元）—…《》〇％‰≤≥×÷①⑳ⅠⅫ㎡℃→－·0123456789,.-%"
PAGE = """<html lang="zh-CN"><style>
@font-face {{ font-family: Ours Sans; src: url({0}/NotoSansSC-Regular.otf) }}
@font-face {{ font-family: Ours Sans; font-weight: bold; src: url({0}/NotoSansSC-Bold.otf) }}
@font-face {{ font-family: Ours Serif; src: url({0}/NotoSerifSC-Regular.otf) }}
p {{ font-family: Ours Serif }} h1, b {{ font-family: Ours Sans; font-weight: bold }} td {{ font-family: Ours Sans }}
</style><h1>{1}</h1><p>{1}</p><table><td>{1}</table></html>"""


@pytest.mark.parametrize("face", ["NotoSansSC-Regular", "NotoSansSC-Bold", "NotoSerifSC-Regular"])
def test_a_face_has_the_signs_and_characters_of_a_disclosure(face: str) -> None:
    assert not missing(face, COMMON)


@pytest.mark.parametrize("face", ["NotoSansSC-Regular", "NotoSerifSC-Regular"])
def test_the_faces_of_text_have_the_characters_of_names(face: str) -> None:
    assert not missing(face, "喆堃镕䶮㛃昇")


def missing(face: str, text: str) -> set[str]:
    points = TTFont(FOLDER / f"{face}.otf", lazy=True).getBestCmap()
    return {character for character in text if ord(character) not in points}


def test_a_pdf_embeds_only_our_fonts_and_gives_its_text_back() -> None:
    html = PAGE.format(FOLDER.as_uri(), COMMON)
    pdf = HTML(string=html).write_pdf(font_config=FontConfiguration())
    with pdfplumber.open(io.BytesIO(pdf)) as file:
        page = file.pages[0]
        assert {char["fontname"].split("+")[-1] for char in page.chars} == {"Ours-Sans", "Ours-Sans-Bold", "Ours-Serif"}
        assert "".join(page.extract_text().split()) == COMMON * 3
