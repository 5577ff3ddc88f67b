package org.sealpost.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.PracticeId;

class PseudonymsTest {

    private static final PracticeId OTHER = new PracticeId("other");

    @Test
    void oneAddressHasOnePseudonymHoweverItIsTyped() {
        assertThat(Samples.PSEUDONYMS.of(PracticeId.DEFAULT, Samples.mailbox("Anna@Patients.Example")))
                .isEqualTo(Samples.ANNA);
    }

    /** Computed with: printf 'default\0anna@patients.example' | openssl dgst -sha256 -hmac 'a key of 256 bits, ...'. */
    @Test
    void isTheBeginningOfAnHmacSha256() {
        assertThat(Samples.ANNA.value()).isEqualTo("65a66501aab6c13fdb0dd0d52148493e");
    }

    @Test
    void twoPracticesCannotTellThatTheyHaveAPatientInCommon() {
        assertThat(Samples.PSEUDONYMS.of(OTHER, Samples.mailbox("anna@patients.example")))
                .isNotEqualTo(Samples.ANNA);
    }

    @Test
    void tellsTheMemoryOnceWhatIsKnownAlreadyAndNothingOfWhatIsOnlyLookedAt() {
        KnownAddresses memory = new KnownAddresses();
        Pseudonyms pseudonyms = Samples.pseudonyms(memory);
        pseudonyms.of(PracticeId.DEFAULT, Samples.mailbox("Anna@patients.example"));
        pseudonyms.of(PracticeId.DEFAULT, Samples.mailbox("anna@patients.example"));
        List<KnownAddresses.Entry> taken = new ArrayList<>(memory.take());
        assertThat(taken).extracting(KnownAddresses.Entry::address).containsExactly("anna@patients.example");

        memory.notStored(taken);
        assertThat(memory.take()).isEqualTo(taken);

        pseudonyms.withoutRemembering(PracticeId.DEFAULT, Samples.mailbox("unseen@patients.example"));
        memory.stored(taken);
        pseudonyms.of(PracticeId.DEFAULT, Samples.mailbox("anna@patients.example"));
        assertThat(memory.take()).isEmpty();
    }
}
