package org.sealpost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sealpost.mail.Domain;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;
import org.sealpost.practice.PracticeSettings;

/** Whom mail to {@code <postmaster>} is for where nobody else is named (RFC 5321 section 4.5.1). */
class InboundPostmasterTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # the domains of each practice | postmaster
            practice.example                | postmaster@practice.example
            -; practice.example             | postmaster@practice.example
            z.example a.example; -          | postmaster@a.example
            practice.example; other.example |
            -                               |
            """)
    void isThatOfTheOnlyPracticeThatHasDomains(String domains, String postmaster) throws Exception {
        List<PracticeSettings> practices = new ArrayList<>();
        for (String ofOne : domains.split("; ", -1)) {
            Set<Domain> own = new LinkedHashSet<>();
            for (String domain : ofOne.equals("-") ? new String[0] : ofOne.split(" ", -1)) {
                own.add(Domain.parse(domain));
            }
            practices.add(new PracticeSettings(
                    new PracticeId("p" + practices.size()), "P", Optional.empty(), "en", true, own, Set.of()));
        }

        assertThat(InboundGateway.postmaster(practices).map(Mailbox::address))
                .isEqualTo(Optional.ofNullable(postmaster));
    }
}
