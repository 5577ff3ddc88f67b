package org.sealpost.certificate;

import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Which authorities of the installation's file expire soon, as it was read at the start. One has a successor if the file
 * has a later one of the same name. What was said of them is kept in the table {@code installation_anchor_alarm}.
 */
@Singleton
final class InstallationAnchors {

    /** What stands for the bundle of a practice's own authorities. */
    static final String SETTING = "sealpost.certificates.trust";

    private final List<X509Certificate> authorities;
    private final DataSource database;

    InstallationAnchors(TrustAnchors installation, DataSource database) {
        this.authorities = installation.certificates();
        this.database = database;
    }

    /** An alarm that was raised now, and by nobody before. */
    record Raised(ExpiringAnchor expiring, int days, boolean renewed) {}

    /**
     * Raises in the caller's transaction what is due: each limit once, and of several that are passed the nearest alone.
     *
     * @param limits in days
     */
    List<Raised> raise(List<Integer> limits, Instant now) throws SQLException {
        List<Raised> raised = new ArrayList<>();
        for (X509Certificate authority : authorities) {
            List<Integer> passed = limits.stream()
                    .filter(days -> isSoon(authority, days, now))
                    .sorted()
                    .toList();
            boolean first = false;
            // The nearest last: the others are never said afterwards.
            for (Integer days : passed.reversed()) {
                first = isFirst(Fingerprint.of(authority), days);
            }
            if (first) {
                raised.add(new Raised(expiring(authority), passed.getFirst(), isRenewed(authority)));
            }
        }
        return raised;
    }

    /** How many expire within the days and have no successor. */
    long count(int days, Instant now) {
        return ending(days, now).count();
    }

    /** Those that expire within the days and have no successor, the first to expire first. */
    List<ExpiringAnchor> soon(int days, int most, Instant now) {
        return ending(days, now)
                .map(InstallationAnchors::expiring)
                .sorted(Comparator.comparing(ExpiringAnchor::notAfter))
                .limit(most)
                .toList();
    }

    private Stream<X509Certificate> ending(int days, Instant now) {
        return authorities.stream().filter(authority -> isSoon(authority, days, now) && !isRenewed(authority));
    }

    private boolean isRenewed(X509Certificate authority) {
        return authorities.stream()
                .anyMatch(later -> later.getSubjectX500Principal().equals(authority.getSubjectX500Principal())
                        && later.getNotAfter().after(authority.getNotAfter()));
    }

    private static boolean isSoon(X509Certificate authority, int days, Instant now) {
        Instant end = authority.getNotAfter().toInstant();
        return end.isAfter(now) && !end.isAfter(now.plus(Duration.ofDays(days)));
    }

    private static ExpiringAnchor expiring(X509Certificate authority) {
        return new ExpiringAnchor(
                Fingerprint.of(authority),
                authority.getSubjectX500Principal().getName(),
                SETTING,
                authority.getNotAfter().toInstant());
    }

    private boolean isFirst(Fingerprint authority, int days) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "INSERT INTO installation_anchor_alarm (fingerprint, days) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
            statement.setString(1, authority.value());
            statement.setInt(2, days);
            return statement.executeUpdate() == 1;
        }
    }
}
