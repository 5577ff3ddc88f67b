package org.sealpost.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealpost.smtp.Reply;

/** Every reply that the server can write. */
class RepliesTest {

    /** All constants, and one of each kind that is made as it is needed. */
    static Stream<Reply> replies() {
        Stream<Reply> constants = Arrays.stream(Replies.class.getDeclaredFields())
                .filter(field -> field.getType() == Reply.class)
                .map(RepliesTest::value);
        return Stream.concat(
                constants,
                Stream.of(
                        Replies.chunkTaken(7),
                        Replies.forbiddenOctet(ForbiddenOctet.BARE_CR),
                        Replies.forbiddenOctet(ForbiddenOctet.BARE_LF),
                        Replies.forbiddenOctet(ForbiddenOctet.NUL),
                        Replies.badSender("x"),
                        Replies.badRecipient("x"),
                        Replies.passedOn(Reply.plain(250, "Ok"), false),
                        Replies.passedOn(Reply.plain(450, "Later", "or never"), false),
                        Replies.passedOn(Reply.plain(550, "x".repeat(5_000)), false),
                        Replies.passedOn(Reply.plain(354, "Go ahead"), false)));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void hasAnEnhancedCodeOfItsClassInEachLineAndIsShortEnough_RFC_2034_4_RFC_5321_4_5_3_1_5(Reply reply) {
        assertThat(reply.wire().lines()).isNotEmpty().allSatisfy(line -> {
            assertThat(line).hasSizeLessThanOrEqualTo(510).matches("[ -~]+");
            if (reply.isIntermediate()) {
                assertThat(reply).isSameAs(Replies.GO_AHEAD);
            } else {
                int type = reply.code() / 100;
                assertThat(line).matches(reply.code() + "[ -]" + type + "\\.\\d{1,3}\\.\\d{1,3} .*");
            }
        });
    }

    @Test
    void looksAtAllOfThem() {
        assertThat(replies()).hasSizeGreaterThan(45);
    }

    @Test
    void noReceiverCanMakeTheServerSayThatItShallGoOn() {
        assertThat(Replies.passedOn(Reply.plain(354, "Go ahead"), false)).isEqualTo(Replies.FAULT);
        assertThat(List.of(Replies.FAULT.code())).containsExactly(451);
    }

    private static Reply value(Field field) {
        try {
            return (Reply) field.get(null);
        } catch (IllegalAccessException hidden) {
            throw new AssertionError(hidden);
        }
    }
}
