package org.sealpost.policy;

import static org.sealpost.policy.RuleWarningCases.doubt;
import static org.sealpost.policy.RuleWarningCases.each;
import static org.sealpost.policy.RuleWarningCases.fine;
import static org.sealpost.policy.RuleWarningCases.one;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A condition that fails for a message is named: it takes an entry that may not be there, or does what never works. */
class MissingEntriesTest {

    @TestFactory
    Stream<DynamicTest> warnsOfEntriesThatAMessageMayNotHave() {
        String fails =
                " may not have this entry: then this fails, which holds the message unless the rest of the condition"
                        + " rules it out; write ";
        String field =
                "a message may not have this field: then this fails, which holds the message unless the rest of the"
                        + " condition rules it out; write message.header(\"precedence\"), which is empty then";
        return each(
                doubt(
                        "the first attachment",
                        "attachments^[0].type == `application/pdf`",
                        "attachments" + fails + "attachments.exists(e, …), or \"size(attachments) > 0 &&\" before it"),
                doubt(
                        "the second, beside something else",
                        "patient.known && attachments^[1].size > 3",
                        "attachments" + fails + "attachments.exists(e, …), or \"size(attachments) > 1 &&\" before it"),
                doubt(
                        "the first channel",
                        "consent.channels^[0] == `tls`",
                        "consent.channels" + fails
                                + "consent.channels.exists(e, …), or \"size(consent.channels) > 0 &&\" before it"),
                doubt("a field of the header", "message.headers^[`precedence`][0] == `bulk`", field),
                doubt("by its name", "`bulk` in message.headers^.precedence", field),
                doubt(
                        "beyond the end of a list",
                        "recipient.domain == lists.labs^[1]",
                        "lists.labs" + fails + "lists.labs.exists(e, …), or \"size(lists.labs) > 1 &&\" before it"),
                fine("an entry of a list", one("recipient.domain == lists.labs[0]", "require: tls")),
                fine("one's own list", one("time.hour == [1, 2][1]", "require: tls")),
                fine("a part of a text", one("message.subject.split(' ')[0] == 'a'", "require: tls")),
                fine("what was asked for", one("size(attachments) > 0 && attachments[0].size > 9", "require: tls")),
                fine("as a method", one("attachments.size() == 1 && attachments[0].size > 9", "require: tls")),
                fine("as a whole", one("attachments != [] && attachments[0].size > 9", "require: tls")),
                fine(
                        "a field that was asked for",
                        one("'precedence' in message.headers && message.headers['precedence'][0] == 'b'", "tag: a")),
                fine(
                        "a field that has something",
                        one("message.header('Precedence') != '' && message.headers.precedence[0] == 'b'", "tag: a")),
                fine("the second way", one("attachments.size() == 0 || attachments[0].name == 'a'", "require: tls")));
    }

    @TestFactory
    Stream<DynamicTest> warnsOfWhatFailsForEveryMessage() {
        String holds = "; this fails for every message, and holds it unless the rest of the condition rules it out: ";
        return each(
                doubt(
                        "a day for a moment",
                        "timestamp^(time.date) > timestamp(`2026-01-01T00:00:00Z`)",
                        "time.date is a day alone" + holds
                                + "write timestamp(time.date + \"T00:00:00Z\"), or compare time.date itself with a text"
                                + " such as \"2026-01-05\""),
                doubt(
                        "a constant that is no moment",
                        "timestamp(time.date + `T00:00:00Z`) > timestamp^(`2026-01-01`)",
                        "\"2026-01-01\" is no moment" + holds + "write it like 2026-01-05T00:00:00Z"),
                doubt(
                        "a division by zero",
                        "findings.total ^/ 0 > 1",
                        "nothing is divided by zero" + holds + "divide by another number"),
                doubt(
                        "what is left of one",
                        "findings.total ^% 0 == 1",
                        "nothing is divided by zero" + holds + "divide by another number"),
                fine("a division", one("findings.total / 2 > 1", "require: tls")),
                fine(
                        "moments",
                        one(
                                "timestamp(time.date + 'T00:00:00Z') > timestamp('2026-01-01T00:00:00-05:00')",
                                "require: tls")));
    }
}
