package phi;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * A message that a search could trip over: what nearly is an identifier, again and again; forms that must be undone first.
 *
 * @param whole writes it, of about so many octets
 */
record WorstInput(String name, IntFunction<String> whole) {

    /** Files that a reader of documents could trip over. */
    static List<WorstInput> files() {
        return Stream.of(WorstObjects.all(), WorstContents.all(), WorstFonts.all(), WorstOffice.all())
                .flatMap(List::stream)
                .toList();
    }

    /** A message with a file. */
    static WorstInput attached(String name, String type, IntFunction<byte[]> octets) {
        return new WorstInput(name, size -> "Content-Type: " + type + CRLF + "Content-Transfer-Encoding: base64" + CRLF + CRLF
                + Base64.getMimeEncoder().encodeToString(octets.apply(size)) + CRLF);
    }

    private static final String CRLF = "\r\n";
    private static final String PLAIN = "Content-Type: text/plain; charset=utf-8" + CRLF;
    private static final String HTML = "Content-Type: text/html; charset=utf-8" + CRLF;
    private static final int LINE = 72;

    static final List<WorstInput> TEXTS = List.of(
            lines("digits", "4915360278"),
            lines("nearly social security numbers", "123-45-678 123-456-789 12-345-6789 000-12-3456 "),
            lines("social security numbers", "123-45-6789 234-56-7890 345-67-8901 "),
            endless("digits in one line", "7"),
            endless("digits and hyphens in one line", "1-2-"),
            lines("parentheses and telephones", "((((503) 555-01 (503)) 555-0142 (((503)555 "),
            lines("telephones", "(503) 555-0142 503-555-0143 +1 971 555 0144 fax 5035550145 "),
            lines("MRN", "MRN MRN MRN "),
            lines("MRN and nearly a number", "MRN: #### no. 12 patient id chart number 1-1 "),
            lines("words before numbers", "DOB DOB SSN acct # member ID policy no. license plate VIN serial fax "),
            lines("dates", "03/14/1962 4 March 1971 1980-02-30 13/13/2013 March 4, 19 "),
            lines("born and dates", "DOB 03/14/1962 born on March 4, 1971, seen 2026-01-02 admitted 1/2/26 "),
            lines("medical words", "diabetes mellitus hypertension metformin lisinopril asthma of the breast cancer "),
            lines("beginnings of medical words", "diabete hypertensio metformi chronic obstructive acute chroni pulmonary "),
            lines("laboratory values", "A1c 8.1 % BP 142/91 glucose 213 mg/dL Na 138 K 4.1 WBC 11.2 K/uL "),
            lines("codes", "E11.9 I10 Z79.4 99213 J3490 4548-4 A00 B99.9 F32.A 80053 2345-7 "),
            lines("names", "Anna Exampl Example, Ann Anna Anna Anna Example Example A. Example O'Anna "),
            lines("capitalised words", "Anna Smith Jones Maria Garcia Lopez Van Der Berg "),
            lines("at signs", "a@a.a@a@@@a.b@c.d@"),
            endless("at signs in one line", "a@"),
            endless("dots in one line", "a."),
            endless("hyphens in one line", "-"),
            endless("spaces in one line", " "),
            endless("letters in one line", "a"),
            lines("web addresses", "https://a.example/?q=1&https://www.b.example/////http:// www. ftp://x "),
            lines("internet addresses", "192.0.2.1 1.1.1 1.1.1.1.1 256.1.1.1 fe80::1:: ::::1 "),
            lines("plates and serials", "VIN 1HGCM82633A00435 plate 7ABC12 S/N PJN-88-42 (01)00643169007222(21) "),
            lines("card numbers", "4111 1111 1111 1112 4111-1111-1111 5555555555554445 "),
            new WorstInput("very many short lines", size -> PLAIN + CRLF + "1\r\n".repeat(size / 3)),
            new WorstInput("empty lines", size -> PLAIN + CRLF + CRLF.repeat(size / 2)),
            lines("combining marks", "e\u0301\u0302\u0303\u0304\u0305\u0306 a\u0323\u0301"),
            endless("combining marks without end", "\u0301\u0323"),
            lines("zero width", "1\u200b2\u200d3\u2060-4\u200b5-\ufeff6\u200b7\u200c8\u00ad9 "),
            lines("wide and ligated", "\uff11\uff12\uff13\uff0d\uff14\uff15 \ufdfa \ufb03 \u3392 "),
            html("HTML, hidden text", "<span style=\"display:none\">MRN 123</span><!-- DOB 1/1/1970 --><b>4</b>5"),
            html("HTML, nested", "<div><p><span>"),
            html("HTML, never closed", "<a href=\"x "),
            html("HTML, less-than signs", "<<<<"),
            html("HTML, comments begun", "<!-- <!-"),
            html("HTML, references", "&#49;&#x32;&amp;&lt;&#0;&nosuch;&am&#"),
            html("HTML, tables", "<tr><td>A1c</td><td>8.1</td><td>%</td><td>03/04/2026</td></tr>\r\n"),
            html("HTML, one digit in each element", "<i>1</i><i>2</i>"),
            new WorstInput("HTML, pictures in one attribute", size -> HTML + CRLF + "<img src='" + fill("cid:", size) + "'>" + CRLF),
            new WorstInput("HTML, one attribute again and again", size -> HTML + CRLF + "<bdo><a dir=rtl" + fill(" id=a", size) + CRLF),
            new WorstInput("HTML, a long selector and braces that close nothing", size -> HTML + CRLF + "<style>"
                    + fill("a", size / 2) + "{rtl}" + fill("rtl}", size / 2) + CRLF),
            endless("beginnings of X12 segments", "HI*"),
            endless("beginnings of HL7 segments", "PID|"),
            endless("beginnings of X12 members", "NM1*QC*"),
            new WorstInput("base64", size -> PLAIN + "Content-Transfer-Encoding: base64" + CRLF + CRLF
                    + base64("123-45-678 MRN 12 DOB 1/1/70 (503) 555-014 ", size)),
            new WorstInput("base64 with junk", size -> PLAIN + "Content-Transfer-Encoding: base64" + CRLF + CRLF
                    + "TVJO!!IDEy====\r\n".repeat(size / 16)),
            new WorstInput("quoted-printable, soft breaks", size -> PLAIN + "Content-Transfer-Encoding: quoted-printable" + CRLF
                    + CRLF + "1=\r\n".repeat(size / 4)),
            new WorstInput("quoted-printable, all escaped", size -> PLAIN + "Content-Transfer-Encoding: quoted-printable" + CRLF
                    + CRLF + "=31=32=33=2D=34=35=2D=36=37=38=3\r\n".repeat(size / 34)),
            new WorstInput("encoded words in the text", size -> PLAIN + CRLF
                    + "=?utf-8?B?TVJOIDEy?= =?utf-8?Q?DOB_1?=\r\n".repeat(size / 40)),
            new WorstInput("encoded words in the header", size -> "Subject: x"
                    + "\r\n =?utf-8?B?TVJOIDEy?= =?utf-8?Q?DOB_1?=".repeat(size / 42) + CRLF + PLAIN + CRLF + "Hello" + CRLF),
            new WorstInput("header fields", size -> "X-A: DOB 1/1/197\r\n".repeat(size / 18) + PLAIN + CRLF + "Hello" + CRLF),
            new WorstInput("deep multiparts", WorstInput::deep),
            new WorstInput("many parts", size -> "Content-Type: multipart/mixed; boundary=b" + CRLF + CRLF
                    + ("--b\r\n" + PLAIN + CRLF + "MRN 1\r\n").repeat(size / 60) + "--b--" + CRLF),
            new WorstInput("nearly boundaries", size -> "Content-Type: multipart/mixed; boundary=bbbbbbbb" + CRLF + CRLF
                    + "--bbbbbbb\r\n".repeat(size / 11) + "--bbbbbbbb--" + CRLF),
            new WorstInput("attached CSV", size -> "Content-Type: multipart/mixed; boundary=b" + CRLF + CRLF
                    + "--b\r\nContent-Type: text/csv; name=p.csv\r\n\r\n"
                    + "Example,Anna,01/01/1980,100000,503-555-0100,E11.9\r\n".repeat(size / 52) + "--b--" + CRLF),
            new WorstInput("letters and digits by lot", size -> PLAIN + CRLF + lot(size)));

    /** The message, header and all. */
    byte[] message(int octets) {
        return ("From: <a@practice.example>\r\nTo: <b@example.org>\r\nMIME-Version: 1.0\r\n" + whole.apply(octets))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static WorstInput lines(String name, String repeated) {
        String some = repeated.repeat(1 + LINE / repeated.length());
        return new WorstInput(name, size -> PLAIN + CRLF + fill(some + CRLF, size));
    }

    private static WorstInput endless(String name, String repeated) {
        return new WorstInput(name, size -> PLAIN + CRLF + fill(repeated, size) + CRLF);
    }

    private static WorstInput html(String name, String repeated) {
        return new WorstInput(name, size -> HTML + CRLF + "<html><body>" + fill(repeated, size) + CRLF);
    }

    static String fill(String repeated, int size) {
        return repeated.repeat(Math.max(1, size / repeated.getBytes(StandardCharsets.UTF_8).length));
    }

    private static String base64(String repeated, int size) {
        return Base64.getMimeEncoder().encodeToString(fill(repeated, size / 78 * 57).getBytes(StandardCharsets.UTF_8)) + CRLF;
    }

    private static String deep(int size) {
        StringBuilder message = new StringBuilder("Content-Type: multipart/mixed; boundary=b0" + CRLF + CRLF);
        for (int level = 0; message.length() < size; level++) {
            message.append("--b").append(level).append(CRLF)
                    .append("Content-Type: multipart/mixed; boundary=b").append(level + 1).append(CRLF).append(CRLF);
        }
        return message.toString();
    }

    private static String lot(int size) {
        Random random = new Random(1);
        String characters = "0123456789-./() abcdefghijklmnopqrstuvwxyzADMRNSOB#:";
        StringBuilder text = new StringBuilder(size);
        while (text.length() < size) {
            text.append(characters.charAt(random.nextInt(characters.length())));
            if (text.length() % LINE == 0) {
                text.append(CRLF);
            }
        }
        return text.append(CRLF).toString();
    }
}
