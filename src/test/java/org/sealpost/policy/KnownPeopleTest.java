package org.sealpost.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.policy.Trial.PatientOnRecord;

class KnownPeopleTest {

    @Test
    void anAddressThatEveryoneSeesTellsOfItsPatientHoweverItIsWritten() throws InvalidMailboxException {
        Mailbox onRecord = Mailbox.parse("ada@müller.example");
        KnownPerson ada = new KnownPerson(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Set.of(onRecord), true);
        KnownPeople people = new KnownPeople(Map.of(
                AddressKey.of(onRecord),
                new PatientOnRecord(PatientFacts.stranger(), new ConsentFacts.NotAPatient(), List.of(ada))));
        Mailbox shown = Mailbox.parse("Ada@xn--mller-kva.example");

        assertThat(people.tellsOfAnother(
                        new ToldClues(List.of(), List.of(), List.of(), Set.of(shown)), List.of(KnownPerson.UNNAMED)))
                .isTrue();
    }
}
