"""What files are, by their names and by their bytes; each format that needs no extra."""

import base64
import gzip
import zipfile
from io import BytesIO

import pytest

from summarizer import Page, ReadError, summarize
from summarizer.batch import read_page
from summarizer.batch.formats import is_table
from summarizer.batch.html import read_markup
from summarizer.batch.readers import ReadFailure, read_bytes
from tests.faults.documents import make_zip
from tests.texts import ARTICLE, BODY, SENTENCES, SIXTY_WORDS, TITLE

FIRST, SECOND, THIRD = SENTENCES[:3]


@pytest.fixture
def read(tmp_path):
    def read(data, name):
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return read_page(path)

    return read


# FictionBook.


def book(body, title=TITLE, encoding="utf-8", head=""):
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>{head}'
        '<FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" '
        'xmlns:l="http://www.w3.org/1999/xlink"><description><title-info>'
        f"<genre>sci</genre><book-title>{title}</book-title><annotation><p>Аннотация.</p>"
        f"</annotation></title-info></description>{body}"
        '<binary id="a.png" content-type="image/png">iVBORw0KGgo=</binary></FictionBook>'
    ).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r", "utf-16"])
def test_a_book_is_its_title_and_paragraphs(read, encoding):
    body = f"<body><section><p>{FIRST}</p><p>{SECOND}</p></section></body>"
    assert read(book(body, encoding=encoding), "a.fb2") == Page(f"{FIRST}\n\n{SECOND}", TITLE)


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<section><title><p>Глава 1</p><p>Депо</p></title><p>Текст.</p></section>",
         ["Глава 1. Депо", "Текст."]),
        ("<section><section><p>Внутри.</p></section></section><section><p>Рядом.</p></section>",
         ["Внутри.", "Рядом."]),
        ("<section><p>Мост <emphasis>через</emphasis> Каменку"
         "<a l:href='#n' type='note'>[1]</a>.</p></section>", ["Мост через Каменку."]),
        ("<section><poem><stanza><v>Мороз и солнце;</v><v>день чудесный!</v></stanza></poem>"
         "</section>", ["Мороз и солнце;", "день чудесный!"]),
        ("<section><subtitle>* * *</subtitle><empty-line/><p>\n  Мост\n  открыт.\n</p>"
         "<image l:href='#a.png'/></section>", ["* * *", "Мост открыт."]),
    ],
)  # fmt: skip
def test_a_line_of_a_book_is_a_line(read, body, lines):
    assert read(book(f"<body>{body}</body>"), "a.fb2").text.split("\n\n") == lines


def test_notes_of_a_book_are_left_out(read):
    notes = '<body name="notes"><section><p>Примечание.</p></section></body>'
    body = f"<body><section><p>{FIRST}</p></section></body>"
    assert read(book(body + notes), "a.fb2").text == FIRST


@pytest.mark.parametrize("name", ["a.fb2.zip", "A.FB2.ZIP", "a.txt"])
def test_a_book_may_be_packed(read, name):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("книга.fb2", book(f"<body><section><p>{FIRST}</p></section></body>"))
    assert read(packed.getvalue(), name) == Page(FIRST, TITLE)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "damaged FB2"),
        (book("<body><p>")[:300], "damaged FB2"),
        (book(""), "no text in the FB2"),
        (b"PK\x03\x04 cut", "damaged archive|not one"),
    ],
)
def test_a_broken_book_is_a_read_error(read, data, reason):
    with pytest.raises(ReadError, match=reason):
        read(data, "a.fb2.zip" if data.startswith(b"PK") else "a.fb2")


def test_entities_of_a_book_neither_grow_nor_load(read, tmp_path):
    (tmp_path / "secret.txt").write_text("тайна", encoding="utf-8")
    inside = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    for head in (
        f'<!DOCTYPE b [<!ENTITY e0 "бом"> {inside}]>',
        f'<!DOCTYPE b [<!ENTITY e11 SYSTEM "file://{tmp_path}/secret.txt">]>',
    ):
        body = f"<body><section><p>{FIRST} &e11;</p></section></body>"
        with pytest.raises(ReadError, match="damaged FB2"):
            read(book(body, head=head), "a.fb2")


# E-mail.


def letter(body, kind="text/plain", subject=TITLE, charset="utf-8", extra=""):
    packed = base64.b64encode(subject.encode()).decode()
    return (
        f"From: a@post.example\r\nTo: b@post.example\r\nSubject: =?utf-8?B?{packed}?=\r\n"
        f'MIME-Version: 1.0\r\nContent-Type: {kind}; charset="{charset}"{extra}\r\n'
        "Content-Transfer-Encoding: 8bit\r\n\r\n"
    ).encode() + body.encode(charset)


@pytest.mark.parametrize("charset", ["utf-8", "koi8-r", "windows-1251"])
def test_a_letter_is_its_subject_and_body(read, charset):
    found = read(letter(SIXTY_WORDS, charset=charset), "a.eml")
    assert (found.title, found.text.strip()) == (TITLE, SIXTY_WORDS)


@pytest.mark.parametrize("prefix", ["Re: ", "RE: Fwd: ", "Fw: ", "Re[2]: ", "На: ", "Отв: "])
def test_what_an_answer_is_called_is_off(read, prefix):
    assert read(letter(BODY, subject=prefix + TITLE), "a.eml").title == TITLE


def test_a_letter_in_html_is_read(read):
    html = (
        f"<html><head><style>p{{}}</style></head><body><p>{FIRST}</p><p>{SECOND}</p></body></html>"
    )
    assert read(letter(html, "text/html"), "a.eml").text == f"{FIRST}\n\n{SECOND}"


def test_of_two_forms_the_plain_one_is_read_and_attachments_are_not(read):
    parts = [
        ("text/plain; charset=utf-8", "", FIRST),
        ("text/html; charset=utf-8", "", f"<p>{SECOND}</p>"),
        ("text/plain; charset=utf-8", "Content-Disposition: attachment; filename=a.txt\n", THIRD),
    ]
    body = "".join(f"--x\nContent-Type: {kind}\n{more}\n{text}\n" for kind, more, text in parts)
    head = "Subject: a\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
    assert read(f"{head}{body}--x--\n", "a.eml").text.strip() == FIRST


def test_lines_that_a_mail_program_broke_are_joined(read):
    body = f"{FIRST[:26]}\n{FIRST[26:]}\n \n{SECOND}\n-- \nС уважением"
    text = read(letter(body, extra="; format=flowed"), "a.eml").text
    assert text.splitlines()[:1] == [FIRST]
    assert SECOND in text.splitlines()


@pytest.mark.parametrize("data", [b"", b"Subject: a\n\n", letter(" ")])
def test_a_letter_without_text_is_a_read_error(read, data):
    with pytest.raises(ReadError, match="no text in the e-mail"):
        read(data, "a.eml")


# Subtitles.

SRT = """1
00:00:01,000 --> 00:00:03,500
<i>Первый трамвай до озера</i>
вышел на линию

2
00:00:03,600 --> 00:00:05,000
четырнадцатого июня.

3
00:00:09,000 --> 00:00:11,000
[музыка]
Депо получило 8
новых составов.
"""
VTT = """WEBVTT - Новости

NOTE Расшифровка
проверена

STYLE
::cue { color: white }

начало
00:01.000 --> 00:03.500 align:start
<v Ведущий>Первый трамвай до озера</v>
вышел на линию

00:03.600 --> 00:05.000
<c.loud>четырнадцатого</c> июня.

2
00:00:09.000 --> 00:00:11.000
Депо получило 8
новых составов.
"""
SPOKEN = "Первый трамвай до озера вышел на линию четырнадцатого июня."
SPOKEN += "\n\nДепо получило 8 новых составов."


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.srt", SRT),
        ("a.vtt", VTT),
        ("a.srt", SRT.replace("\n", "\r\n")),
        ("a.srt", "\ufeff" + SRT),
        ("a.srt", SRT.replace("\n\n", "\n")),
        ("a.srt", SRT.replace(",", ".")),
        ("a.srt", SRT.replace(" --> ", "-->")),
        ("a.srt", SRT.replace("<i>", "{\\an8}").replace("</i>", "")),
        ("a.srt", SRT.replace("\nчетыр", "\nвышел на линию\nчетыр")),
    ],
)
def test_what_is_said_is_running_text(read, name, text):
    assert read(text, name).text == SPOKEN


def test_subtitles_may_be_in_an_old_encoding(read):
    assert read(SRT.encode("cp1251"), "a.srt").text == SPOKEN


def test_another_speaker_begins_a_paragraph(read):
    text = "1\n00:00:01,000 --> 00:00:02,000\n- Мост открыт?\n- Да, вчера.\n"
    assert read(text, "a.srt").text == "Мост открыт?\n\nДа, вчера."


@pytest.mark.parametrize(
    "text", ["", "WEBVTT\n", "Просто текст.", "1\n00:00:01,000 --> 00:00:02,000\n"]
)
def test_a_file_without_subtitles_is_a_read_error(read, text):
    with pytest.raises(ReadError, match="no subtitles"):
        read(text, "a.srt")


# HTML, whatever it comes in.


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>В Озёрске <b>открыли</b> мост.</p>", "В Озёрске открыли мост."),
        ("<P CLASS='lead'>Мост.</P><P>Порт.</P>", "Мост.\n\nПорт."),
        ("<p>Мост.<p>Порт.", "Мост.\n\nПорт."),
        ("Мост.<br>Порт.<br/>Док.", "Мост.\nПорт.\nДок."),
        ("Мост.<br><br>Порт.", "Мост.\n\nПорт."),
        ("<div>Мост\n  открыт <a href='/a?b=1'>вчера</a>.</div>", "Мост открыт вчера."),
        ("&lt;p&gt;Мост &amp;laquo;Заря&amp;raquo;.&lt;/p&gt;", "Мост «Заря»."),
        ("<ul><li>замена крыш;</li><li>мост.</li></ul>", "• замена крыш;\n• мост."),
        ("<ul>\n<li>замена крыш;\n<li>мост.\n</ul>", "• замена крыш;\n• мост."),
        ("<script>let a = '<p>Ложь.</p>';</script><p>Мост.</p>", "Мост."),
        ("<p>Мост.</p><style>p { color: red }</style><!-- Ложь. -->", "Мост."),
        ("<nav>Главная</nav><p>Мост.</p><footer>Все права</footer>", "Мост."),
        ("<figure><img alt='Ложь'><figcaption>Фото</figcaption></figure><p>Мост.</p>", "Мост."),
        ("<table><tr><th>Год<th>Мосты<tr><td>2023<td>2</table>", "Год | Мосты\n\n2023 | 2"),
        ("<pre>Мост\n  открыт.</pre>", "Мост\nоткрыт."),
        ("<span style='a'>Мост</span> <i>от</i>крыт.", "Мост открыт."),
        ("<![CDATA[<p>Мост.</p>]]>", "Мост."),
        ("<p>5 &lt; 7, a &amp; b&nbsp;— всё.</p>", "5 < 7, a & b\xa0— всё."),
    ],
)  # fmt: skip
def test_a_piece_of_html_is_its_text(html, text):
    assert read_markup(html).text == text
    assert read_bytes(html.encode()).page.text == text


@pytest.mark.parametrize(
    "text",
    [
        "Мост открыт.",
        "Тег <b> делает шрифт жирным, а <i> — курсивом.",
        "При x < 5 и y > 7 система устойчива, a<b.",
        "Пишите на <info@post.example>, вход <свободный>.",
        "Знак &lt; читается «меньше».",
        "<<Заря>> — название завода.",
        "-> стрелка <- назад",
    ],
)
def test_text_with_angle_brackets_is_no_html(text):
    assert read_markup(text) is None
    assert read_bytes(text.encode()).page.text == text


def test_the_heading_of_a_piece_is_its_title():
    found = read_markup(f"<h1>{TITLE}</h1><p>{FIRST}</p><h2>Депо</h2><p>{SECOND}</p>")
    assert found == Page(f"{FIRST}\n\nДепо\n\n{SECOND}", TITLE)


def test_html_in_a_text_file_is_taken_off(read):
    html = "".join(f"<p>{part}</p>" for part in BODY.split("\n\n"))
    assert read(html, "a.txt").text == BODY
    assert str(summarize(read(html, "a.md").text)) == str(summarize(BODY))


@pytest.mark.parametrize("count", [20_000])
@pytest.mark.parametrize("mark", [*"< <p> <b> </p> <!-- <!----> <div><p>".split(), "<p "])
def test_marks_without_end_are_read_in_time(mark, count):
    read_bytes((mark * count + FIRST).encode())


# Bytes go before names.


@pytest.mark.parametrize("name", ["a.txt", "a", "a.html", "a.dat"])
def test_gzip_is_told_by_its_bytes(read, name):
    assert (
        read(gzip.compress(ARTICLE.encode()), name if name != "a.html" else "b.md").text == ARTICLE
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "a picture"),
        (b"\xff\xd8\xff\xe0" + bytes(99), "a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), r"save it as \.docx"),
        (b"PK\x03\x04" + bytes(99), "an archive"),
        (make_zip({"mimetype": "", "content.xml": "<a/>"}), r"OpenDocument.* \.docx"),
        (make_zip({"mimetype": "", "META-INF/container.xml": "<a/>"}), r"EPUB.* \.fb2"),
        (b"PAR1" + bytes(99), "a table"),
        (b"RIFF\0\0\0\0WEBP" + bytes(99), "a picture"),
        (gzip.compress(b"\x89PNG" + bytes(99), mtime=0), "a picture"),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.doc", "a.png", "a"])
def test_what_cannot_be_read_says_what_it_is(read, data, reason, name):
    with pytest.raises(ReadError, match=reason):
        read(data, name)


@pytest.mark.parametrize("data", [SRT, VTT])
def test_subtitles_without_a_name_are_told(data):
    assert read_bytes(data.encode()).page.text == SPOKEN


def test_another_xml_is_told():
    with pytest.raises(ReadFailure, match="XML of an unknown kind"):
        read_bytes(f"<?xml version='1.0'?><rss><item>{FIRST}</item></rss>".encode())


def test_a_letter_without_a_name_is_told():
    found = read_bytes(letter(BODY)).page
    assert (found.title, found.text.strip()) == (TITLE, BODY)


def test_a_book_without_a_name_is_told():
    data = book(f"<body><section><p>{FIRST}</p></section></body>")
    assert read_bytes(data).page == Page(FIRST, TITLE)


@pytest.mark.parametrize(
    "text",
    [
        '{"text": "Мост открыт."}\n{"text": "Порт открыт."}',
        '{"id": 1, "text": "Мост открыт."}',
        '[{"text": "Мост открыт."}]',
        '[\n  {\n    "text": "Мост открыт."\n  }\n]',
        '{\n  "text": "Мост открыт."\n}',
        "id;text;url\n1;Мост открыт.;https://most.example",
        '"id","title","text"\n"1","Т","Мост открыт."',
        "url\tbody\nhttps://most.example\tМост открыт.",
    ],
)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_table_is_no_article(read, text, mark):
    assert is_table(text)
    with pytest.raises(ReadError, match="summarizer batch"):
        read(mark + text, "a.txt")


@pytest.mark.parametrize(
    "text",
    [
        ARTICLE,
        "{{Река}} Каменка течёт на север.",
        "[1] Мост открыт.\nПорт закрыт.",
        "{Мост} открыт.",
        "text, body\n",
        "Мост, порт, док\nоткрыты.",
        "",
    ],
)
def test_an_article_is_no_table(text):
    assert not is_table(text)


@pytest.mark.parametrize("name", ["a.jsonl", "a.csv", "a.JSON", "a.tsv.gz", "a.parquet"])
def test_a_table_is_refused_by_its_name(read, name):
    with pytest.raises(ReadError, match="summarizer batch"):
        read(ARTICLE, name)
