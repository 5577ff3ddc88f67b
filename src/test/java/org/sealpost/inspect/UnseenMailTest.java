package org.sealpost.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labelled mail that nothing was learnt from: what is found there is what is to be expected of new mail. */
class UnseenMailTest {

    private static final double SHARE = 0.88;

    @ParameterizedTest
    @ValueSource(strings = {"whole-day.txt", "health-center.txt", "suburb-week.txt", "rural-hospital.txt"})
    void isUnderstoodNearlyNineTimesInTen(String file) throws IOException {
        List<ShortMailTest.Mail> mails = ShortMailTest.read("unseen/" + file);
        double labelled = count(mails, mail -> mail.verdict() == ShortMailTest.Verdict.BOTH);
        double found = count(mails, mail -> mail.found() == ShortMailTest.Verdict.BOTH);
        double right = count(
                mails,
                mail -> mail.verdict() == ShortMailTest.Verdict.BOTH && mail.found() == ShortMailTest.Verdict.BOTH);

        assertThat(right / labelled).as("recall").isGreaterThan(SHARE);
        assertThat(right / found).as("precision").isGreaterThan(SHARE);
    }

    private static long count(List<ShortMailTest.Mail> mails, Predicate<ShortMailTest.Mail> which) {
        return mails.stream().filter(which).count();
    }
}
