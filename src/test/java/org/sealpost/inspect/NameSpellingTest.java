package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.mail.PersonName;
import org.sealpost.mail.RawMessage;

/** A patient's name is found however it is typed, and what is found is the form by which the database knows whose it is. */
class NameSpellingTest {

    @ParameterizedTest(name = "{0} {1} in {2}")
    @CsvSource(delimiter = '|', textBlock = """
            Lan         | Nguy\u1ec5n         | Dear Lan Nguy\u1ec5n, see you on Monday.
            Lan         | Nguyen         | Dear Lan Nguy\u1ec5n, see you on Monday.
            Minh        | Tr\u1ea7n           | Dear MINH TRAN, see you on Monday.
            Mai         | \u0110\u1ed7             | Dear Mai Do, see you on Monday.
            Soren       | Odegard        | S\u00f8ren \u00d8deg\u00e5rd called.
            S\u00f8ren       | \u00d8deg\u00e5rd        | Soren Odegard called.
            \u0141ukasz      | Wi\u015bniewski     | Lukasz Wisniewski called.
            Ay\u015fe        | Y\u0131ld\u0131z         | Ayse Yildiz called.
            \u0412\u043b\u0430\u0434\u0438\u043c\u0438\u0440    | \u0418\u0432\u0430\u043d\u043e\u0432         | \u0412\u043b\u0430\u0434\u0438\u043c\u0438\u0440 \u0418\u0432\u0430\u043d\u043e\u0432 called.
            \u0410\u043d\u043d\u0430        | \u0421\u043e\u0440\u043e\u043a\u0438\u043d\u0430       | \u0410\u043d\u043d\u0430 \u0421\u043e\u0440\u043e\u043a\u0438\u043d\u0430 called.
            \u0395\u03bb\u03ad\u03bd\u03b7       | \u03a0\u03b1\u03c0\u03b1\u03b4\u03bf\u03c0\u03bf\u03cd\u03bb\u03bf\u03c5 | \u0395\u03bb\u03ad\u03bd\u03b7 \u03a0\u03b1\u03c0\u03b1\u03b4\u03bf\u03c0\u03bf\u03cd\u03bb\u03bf\u03c5 called.
            \ubbfc\uc900        | \uae40             | \ubbfc\uc900 \uae40 called.
            Dana        | Whitfield      | Whitfield Dana
            Dana        | Whitfield      | Whitfield, Dana
            Dana        | Whitfield      | Whitfield\\tDana
            """)
    void isFoundAsTheDatabaseKnowsIt(String given, String family, String text) {
        PersonName name = new PersonName(given, family);
        KnownNames names = KnownNames.builder().add(name).build();
        String message =
                "From: a@practice.example\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                        + text.replace("\\t", "\t") + "\r\n";

        Findings findings = new Inspector().inspect(RawMessage.of(message.getBytes(StandardCharsets.UTF_8)), names);

        assertThat(findings.identifiers())
                .filteredOn(one -> one.kind() == PhiKind.NAME)
                .extracting(Identifier::value)
                .isNotEmpty()
                .anyMatch(name.lookupKeys()::contains);
    }
}
