package org.sealpost.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jane@example.org",
                "jane.doe+mail@example.org",
                "o'brien@example.org",
                "a@b",
                "x@xn--mnchen-3ya.example",
                "jürgen@example.org",
                "jane@münchen.example",
            })
    void readsWhatTheGrammarAllows(String text) throws Exception {
        assertThat(Mailbox.parse(text).address()).isEqualTo(text);
    }

    /** RFC 5892: vowel signs that take a place of their own. */
    @ParameterizedTest
    @ValueSource(strings = {"x@डाटामेल.भारत", "x@mail.ভারত", "x@mail.இந்தியா", "x@उदाहरण.परीक्षा", "x@வணக்கம்.example"})
    void readsDomainsInTheScriptsOfIndia(String text) throws Exception {
        Mailbox mailbox = Mailbox.parse(text);

        assertThat(mailbox.address()).isEqualTo(text);
        assertThat(mailbox.lookupKey()).matches("x@[a-z0-9.-]*xn--[a-z0-9.-]+");
    }

    /** It would be shown upon the dot or the @; what joins or parts letters shows nothing at all. */
    @ParameterizedTest
    @ValueSource(
            strings = {"x@ा.example", "x@mail.ाभ", "x@\u0301a.example", "x@क्\u200dष.example", "x@क्\u200cष.example"})
    void rfc5891RefusesALabelThatStartsWithAMarkAndCharactersThatShowNothing(String text) {
        assertThatThrownBy(() -> Mailbox.parse(text)).isInstanceOf(InvalidMailboxException.class);
    }

    /** CVE-2020-7247 and RFC 5321 appendices: what two programs could read in two ways is refused, never repaired. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jane                       | no @
            @example.org               | source route
            @relay.test:jane@host.test | source route
            jane@                      | domain is missing
            jane@@example.org          | character
            jane@example.org@evil.test | character
            "jane doe"@example.org     | quoted
            jane doe@example.org       | character
            jane%host@example.org      | route
            host!jane@example.org      | route
            .jane@example.org          | dot
            jane.@example.org          | dot
            ja..ne@example.org         | dot
            jane@example..org          | empty label
            jane@example.org.          | empty label
            jane@-example.org          | hyphen
            jane@exa_mple.org          | character
            jane@[127.0.0.1]           | address literal
            jane@example.org>          | character
            ;touch x;@example.org      | character
            """)
    void refusesWhatIsAmbiguous(String text, String fault) {
        String unquoted = text.startsWith("\"") || !text.contains("\"") ? text : text.replace("\"", "");
        assertThatThrownBy(() -> Mailbox.parse(unquoted))
                .isInstanceOf(InvalidMailboxException.class)
                .hasMessageContaining(fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\0", "\t", "\u007f", "\u200b", "\u202e", "\u0085"})
    void refusesControlAndInvisibleCharactersEverywhere(String character) {
        assertThatThrownBy(() -> Mailbox.parse("ja" + character + "ne@example.org"))
                .isInstanceOf(InvalidMailboxException.class);
        assertThatThrownBy(() -> Mailbox.parse("jane@exam" + character + "ple.org"))
                .isInstanceOf(InvalidMailboxException.class);
    }

    /** Senders that write the recipient, or a ticket, into theirs: 64 octets are what all take, not what some have. */
    @ParameterizedTest
    @CsvSource({"64,true", "65,true", "242,true", "243,false"})
    void limitsTheWholeAddressAndNotTheLocalPart_RFC_5321_4_5_3_1(int length, boolean accepted) {
        String text = "a".repeat(length) + "@example.org";
        if (accepted) {
            assertThat(text).satisfies(Mailbox::parse);
        } else {
            assertThatThrownBy(() -> Mailbox.parse(text)).hasMessageContaining("254");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x@\u0d2d\u0d3e\u0d35\u0d7b.example", // a chillu of Malayalam, Unicode 5.1
                "x@\u09ad\u09ac\u09bf\u09b7\u09cd\u09af\u09ce.example", // khanda ta of Bengali, Unicode 4.1
                "x@\u2d30\u2d63\u2d53\u2d4d.example", // Tifinagh, Unicode 4.1
                "x@\ua64b\u0430.example" // Cyrillic, Unicode 5.1
            })
    void rfc5892ReadsDomainsInLettersThatCameAfterUnicode3_2(String text) throws Exception {
        Mailbox mailbox = Mailbox.parse(text);

        assertThat(mailbox.address()).isEqualTo(text);
        assertThat(mailbox.lookupKey()).matches("x@xn--[a-z0-9-]+\\.example");
        assertThat(Mailbox.parse(mailbox.lookupKey()).domain().toUnicode())
                .isEqualTo(mailbox.domain().name());
    }

    /** Neither the old tables nor DNS fold these, and lower case or NFKC do: two names would be one, or one two. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x@\ua64a\u0430.example", // the capital of a letter of Unicode 5.1
                "x@\u13a0.example", // Cherokee, whose small letters are younger than its capitals
                "x@\u1e9e.example", // the capital sharp s
                "x@\ufa70.example", // a compatibility ideograph, Unicode 4.1
                "x@\u1d7cx.example\u2c7c" // a small j that stands for another, Unicode 5.1
            })
    void refusesLaterLettersThatStandForOthers(String text) {
        assertThatThrownBy(() -> Mailbox.parse(text)).isInstanceOf(InvalidMailboxException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "Jane@Example.ORG, jane@example.org",
        "JANE@example.org, jane@example.org",
        "JÜRGEN@example.org, jürgen@example.org",
        "x@Müller.example, x@xn--mller-kva.example",
        "x@XN--MLLER-KVA.example, x@xn--mller-kva.example"
    })
    void findsAPersonWhateverTheCaseAndTheSpellingOfTheDomain(String text, String key) throws Exception {
        assertThat(Mailbox.parse(text).lookupKey()).isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "ada+lab@practice.example, ada@practice.example",
        "ada+a+b@practice.example, ada@practice.example",
        "ada+@practice.example, ada@practice.example",
        "ada@practice.example, ada@practice.example",
        "+ada@practice.example, +ada@practice.example"
    })
    void rfc5233KnowsTheMailboxBehindASubaddress(String text, String mailbox) throws Exception {
        assertThat(Mailbox.parse(text).withoutSubaddress()).isEqualTo(Mailbox.parse(mailbox));
    }

    /** Looked up as one, sent to another: DNS and lower case fold these letters into others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "x@gmai\u2113.com",
                "x@\ud835\udc20mail.com",
                "x@stra\u00dfe.example",
                "x@mu\u0308ller.example",
                "mar\u212a@example.org",
                "\uff4dark@example.org"
            })
    void refusesLettersThatStandForOthers(String text) {
        assertThatThrownBy(() -> Mailbox.parse(text)).isInstanceOf(InvalidMailboxException.class);
    }

    @Test
    void rfc5321ADomainTooLongForAPostmasterHasNone() throws Exception {
        String label = "a".repeat(63);
        String domain = String.join(".", label, label, label, "a".repeat(60));

        assertThat(Mailbox.parse("a@" + domain).postmaster()).isEmpty();
        assertThat(Mailbox.parse("ada@practice.example").postmaster())
                .contains(Mailbox.parse("postmaster@practice.example"));
    }
}
