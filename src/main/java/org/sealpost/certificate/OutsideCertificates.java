package org.sealpost.certificate;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/**
 * Certificates that are not on record, out of the places that the settings name, in their order. Nobody answers for what
 * is found there: it is used only by a path to an anchor, or, where that is set, because the recipient's domain names it
 * in signed DNS. Failures and slowness leave a reason and nothing else.
 */
final class OutsideCertificates {

    private final LookupRound round;
    private final CertificateChooser chooser;
    private final boolean smimeaVouches;

    /** @param smimeaVouches whether a record of usage 3 takes the place of a path */
    OutsideCertificates(LookupRound round, CertificateChooser chooser, boolean smimeaVouches) {
        this.round = round;
        this.chooser = chooser;
        this.smimeaVouches = smimeaVouches;
    }

    /**
     * @param practice what it has on record
     * @param onRecord the choice of what is on record, which found none
     * @param order the sources that are asked, in that order; those of the settings when it is empty
     */
    CertificateChoice choose(
            PracticeId id,
            PracticeCertificates practice,
            CertificateChoice onRecord,
            Mailbox mailbox,
            List<CertificateSource> order,
            Instant at) {
        List<LookupRound.Answered> answers = round.ask(mailbox, order);
        boolean hidden = answers.stream()
                .anyMatch(one -> one.lookup().source() == CertificateSource.SMIMEA
                        && one.answer() instanceof LookupAnswer.Failed);
        if (hidden) {
            // What the domain says of its certificates is hidden: whoever hides it may have made those found elsewhere.
            return onRecord.after(
                    List.of(),
                    answers.stream()
                            .flatMap(one -> one.answer() instanceof LookupAnswer.Failed(String why)
                                    ? Stream.of(one.lookup().place() + " " + why)
                                    : Stream.empty())
                            .toList());
        }
        SmimeaConstraints constraints = new SmimeaConstraints(answers.stream()
                .flatMap(one -> one.answer() instanceof LookupAnswer.Found found
                        ? found.constraints().stream()
                        : Stream.empty())
                .toList());
        Deadline deadline = chooser.deadline();
        List<RefusedCertificate> refused = new ArrayList<>(onRecord.refused());
        List<String> without = new ArrayList<>();
        for (LookupRound.Answered one : answers) {
            switch (one.answer()) {
                case LookupAnswer.Failed(String why) -> without.add(one.lookup().place() + " " + why);
                case LookupAnswer.Unbelieved(String why) ->
                    without.add(one.lookup().place() + " " + why);
                case LookupAnswer.Found found
                when found.certificates().isEmpty() -> without.add(one.lookup().place() + " has none");
                case LookupAnswer.Found found -> {
                    CertificateChoice choice = choose(
                            id, practice, one.lookup(), found.certificates(), constraints, mailbox, at, deadline);
                    CertificateChoice whole = choice.after(refused, without);
                    if (choice.usable().isPresent()) {
                        return whole;
                    }
                    refused = new ArrayList<>(whole.refused());
                }
            }
        }
        return onRecord.after(refused, without);
    }

    private CertificateChoice choose(
            PracticeId id,
            PracticeCertificates practice,
            CertificateLookup lookup,
            Collection<X509Certificate> found,
            SmimeaConstraints constraints,
            Mailbox mailbox,
            Instant at,
            Deadline deadline) {
        Authorities authorities = practice.authorities()
                .and(found.stream().filter(OutsideCertificates::isAuthority).toList());
        List<HeldCertificate> candidates = new ArrayList<>();
        List<RefusedCertificate> contradicted = new ArrayList<>();
        for (X509Certificate one : found) {
            if (isAuthority(one)) {
                continue;
            }
            HeldCertificate held = held(lookup, one, constraints);
            if (constraints.allow(one, authorities, at)) {
                candidates.add(held);
            } else {
                contradicted.add(
                        new RefusedCertificate(held.fingerprint(), "its domain names others in signed DNS (SMIMEA)"));
            }
        }
        return chooser.choose(id, candidates, authorities, mailbox, at, deadline)
                .after(contradicted, List.of());
    }

    private HeldCertificate held(CertificateLookup lookup, X509Certificate one, SmimeaConstraints constraints) {
        boolean vouched = smimeaVouches && constraints.name(one);
        boolean direct = lookup.source() == CertificateSource.CERT || lookup.source() == CertificateSource.DIRECT_LDAP;
        return new HeldCertificate(one, vouched, Optional.empty(), new CertificateOrigin.Found(lookup.place(), direct));
    }

    private static boolean isAuthority(X509Certificate certificate) {
        return certificate.getBasicConstraints() >= 0;
    }
}
