package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.sealpost.mail.PracticeId;
import org.sealpost.policy.Decider;
import org.sealpost.policy.RuleSet;
import org.sealpost.policy.RuleSetResult;

/**
 * The rules by which messages are decided: the newest version in the database. A change of the rules file becomes a
 * version; a file that does not check changes nothing and says so. Practices without rules of their own have those of
 * {@code default}.
 */
@Singleton
final class RulesInForce {

    private static final Logger LOG = Logger.getLogger(RulesInForce.class);

    private final RulesVersions versions;
    private final Path file;
    private final Duration checkEvery;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("rules-check").factory());
    private volatile Decider decider = new Decider(RuleSet.empty());
    private Optional<FileTime> seen = Optional.empty();

    RulesInForce(RulesVersions versions, RulesSettings settings) {
        this.versions = versions;
        this.file = settings.file();
        this.checkEvery = settings.checkEvery();
    }

    /** Decides by the rules that are in force now. */
    Decider decider(PracticeId practice) {
        // Version 1 of the file format has one set of rules for the installation; the seam is here.
        return decider;
    }

    /**
     * Brings the rules into force at start and looks after changes from then on.
     *
     * @throws StartRefusedException when the file is broken: rules that somebody wrote must not be missing silently
     */
    void start() throws StartRefusedException {
        Optional<RulesVersions.Version> newest = versions.newest(PracticeId.DEFAULT);
        if (Files.exists(file)) {
            RuleSet rules = checked();
            if (newest.isEmpty() || isChanged(rules, newest.get())) {
                versions.add(PracticeId.DEFAULT, text(), rules.hash());
            }
            seen = modified();
        } else if (newest.isEmpty()) {
            LOG.warnf("There is no rules file %s: only the built-in protection holds.", file);
        }
        adopt();
        timer.scheduleWithFixedDelay(this::look, checkEvery.toMillis(), checkEvery.toMillis(), TimeUnit.MILLISECONDS);
    }

    void stop() {
        timer.shutdownNow();
    }

    private void look() {
        try {
            Optional<FileTime> now = modified();
            if (now.isPresent() && !now.equals(seen)) {
                seen = now;
                RuleSet rules = checked();
                versions.add(PracticeId.DEFAULT, text(), rules.hash());
            }
            adopt();
        } catch (StartRefusedException broken) {
            LOG.errorf("%s The rules in force stay as they are.", broken.getMessage());
        } catch (RuntimeException databaseAway) {
            LOG.warnf(
                    "The rules cannot be looked at now (%s).",
                    databaseAway.getClass().getSimpleName());
        }
    }

    /** A replica that starts with a file older than the newest version does not bring the old rules back. */
    private boolean isChanged(RuleSet rules, RulesVersions.Version newest) {
        boolean newer = modified()
                .map(time -> time.toInstant().isAfter(newest.created()))
                .orElse(false);
        boolean other = !rules.hash().equals(newest.sha256());
        if (other && !newer) {
            LOG.warnf(
                    "The rules file %s is older than version %d in the database, which stays in force:"
                            + " save the file again to bring it into force.",
                    file, newest.number());
        }
        return other && newer;
    }

    private void adopt() {
        Optional<RulesVersions.Version> newest = versions.newest(PracticeId.DEFAULT);
        if (newest.isEmpty() || newest.get().number() == decider.rules().version()) {
            return;
        }
        RulesVersions.Version version = newest.get();
        switch (RuleSet.parse(version.yaml(), "rules version " + version.number())) {
            case RuleSetResult.Valid(RuleSet rules) -> {
                decider = new Decider(rules.numbered(version.number()));
                LOG.infof(
                        "Rules version %d is in force: %d rules.",
                        version.number(), rules.names().size());
                if (!rules.warnings().isEmpty()) {
                    // Without the conditions, which may name people.
                    LOG.warnf(
                            "%d of them are most likely not meant as they stand: see './sealpost rules check'.",
                            rules.warnings().size());
                }
            }
            case RuleSetResult.Invalid(var errors) ->
                LOG.errorf(
                        "Rules version %d of the database is not understood by this program (%s);"
                                + " version %d stays in force.",
                        version.number(), errors.getFirst(), decider.rules().version());
        }
    }

    private RuleSet checked() throws StartRefusedException {
        return switch (RuleSet.parse(text(), file.toString())) {
            case RuleSetResult.Valid(RuleSet rules) -> rules;
            case RuleSetResult.Invalid(var errors) -> {
                String more = errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : "";
                throw new StartRefusedException("The rules file is wrong: " + errors.getFirst() + more
                        + ": correct it and see './sealpost rules check " + file + "'.");
            }
        };
    }

    private String text() throws StartRefusedException {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new StartRefusedException(
                    "The rules file " + file + " cannot be read: make it a readable UTF-8 file.", unreadable);
        }
    }

    private Optional<FileTime> modified() {
        try {
            return Optional.of(Files.getLastModifiedTime(file));
        } catch (IOException missing) {
            return Optional.empty();
        }
    }
}
