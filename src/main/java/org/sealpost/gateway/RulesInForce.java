package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.sealpost.audit.RepeatingTask;
import org.sealpost.gateway.RulesOnDisk.Stamp;
import org.sealpost.mail.PracticeId;
import org.sealpost.policy.Decider;
import org.sealpost.policy.RuleError;
import org.sealpost.policy.RuleSet;
import org.sealpost.policy.RuleSetResult;
import org.sealpost.policy.RulesText;

/**
 * The rules by which messages are decided: the newest version of practice {@code default} in the database, which are the
 * installation's, and beside them the newest version of the practice that a message is of, if it has rules of its own. A
 * change of the rules file becomes a version; a file that does not check changes nothing and says so.
 */
@Singleton
final class RulesInForce {

    private static final Logger LOG = Logger.getLogger(RulesInForce.class);

    private final RulesVersions versions;
    private final OwnHostname host;
    private final Path file;
    private final RulesOnDisk disk;
    private final RepeatingTask looking;
    private volatile RuleSet installation = RuleSet.empty();
    private volatile Map<PracticeId, RuleSet> own = Map.of();
    private Map<Path, Stamp> seen;

    RulesInForce(RulesVersions versions, OwnHostname host, RulesSettings settings) {
        this.versions = versions;
        this.host = host;
        this.file = settings.file();
        this.disk = new RulesOnDisk(file);
        this.looking = new RepeatingTask("rules-check", settings.checkEvery(), this::look);
        // A file that is not there yet is seen when it comes.
        this.seen = Map.of(file, Stamp.MISSING);
    }

    /** Decides by the rules that are in force now. */
    Decider decider(PracticeId practice) {
        RuleSet all = installation;
        return Optional.ofNullable(own.get(practice))
                .map(more -> new Decider(all, more))
                .orElseGet(() -> new Decider(all));
    }

    /**
     * Brings the rules into force at start and looks after changes from then on.
     *
     * @throws StartRefusedException when the file is broken: rules that somebody wrote must not be missing silently
     */
    void start() throws StartRefusedException {
        RulesRecord onRecord = new RulesRecord(versions.list(PracticeId.DEFAULT));
        if (disk.isThere()) {
            RulesOnDisk.Found found = atStart();
            RuleSet rules = checked(found.text());
            if (onRecord.isNews(rules.hash(), found.modified())) {
                versions.addFile(PracticeId.DEFAULT, found.text().yaml(), rules.hash(), host.value());
            } else {
                onRecord.newest()
                        .filter(newest -> !newest.sha256().equals(rules.hash()))
                        .ifPresent(newest -> staysInForce(newest.number()));
            }
            seen = found.stamps();
        } else if (onRecord.newest().isEmpty()) {
            LOG.warnf("There is no rules file %s: only the built-in protection holds.", file);
        }
        adopt();
        looking.start();
    }

    void stop() {
        looking.close();
    }

    private void look() throws InterruptedException {
        try {
            lookAtFile();
        } catch (StartRefusedException broken) {
            LOG.errorf("%s The rules in force stay as they are.", broken.getMessage());
        } finally {
            adopt();
        }
    }

    private void lookAtFile() throws StartRefusedException, InterruptedException {
        Map<Path, Stamp> now = RulesOnDisk.stamps(seen.keySet());
        if (!disk.isThere() || now.equals(seen)) {
            return;
        }
        Optional<RulesOnDisk.Found> settled = read(RulesOnDisk.QUIET);
        if (settled.isEmpty()) {
            LOG.warnf(
                    "The rules file %s, or a list of it, is being written all the time: it is read when it rests.",
                    file);
            return;
        }
        bringIntoForce(settled.get());
    }

    private void bringIntoForce(RulesOnDisk.Found found) throws StartRefusedException {
        RuleSet rules;
        try {
            rules = checked(found.text());
        } catch (StartRefusedException wrong) {
            // Said once.
            seen = found.stamps();
            throw wrong;
        }
        if (isOtherThanLastFile(rules)) {
            versions.addFile(PracticeId.DEFAULT, found.text().yaml(), rules.hash(), host.value());
        } else if (!rules.hash().equals(installation.hash())) {
            staysInForce(installation.version());
        }
        // Last: what the database did not take is tried again.
        seen = found.stamps();
    }

    private void staysInForce(long number) {
        LOG.warnf(
                "The rules file %s is older than version %d in the database, which stays in force:"
                        + " change the file, or bring it into force by './sealpost rules put %s'.",
                file, number, file);
    }

    /** Files reach replicas at different times: one that comes late must not undo what a person did meanwhile. */
    private boolean isOtherThanLastFile(RuleSet rules) {
        return versions.newestOfFile(PracticeId.DEFAULT)
                .filter(last -> last.sha256().equals(rules.hash()))
                .isEmpty();
    }

    /** Brings the newest versions of the database into force. */
    synchronized void adopt() {
        Map<PracticeId, Long> newest = versions.newest();
        Map<PracticeId, RuleSet> others = new HashMap<>(own);
        newest.forEach((practice, number) -> {
            boolean all = practice.equals(PracticeId.DEFAULT);
            Optional<RuleSet> before = Optional.ofNullable(all ? installation : others.get(practice));
            if (before.filter(rules -> rules.version() == number).isEmpty()) {
                Optional<RuleSet> rules =
                        versions.text(practice, number).map(yaml -> StoredRules.read(practice, number, yaml, before));
                if (all) {
                    rules.ifPresent(read -> installation = read);
                } else {
                    rules.ifPresent(read -> others.put(practice, read));
                }
            }
        });
        own = Map.copyOf(others);
    }

    private RuleSet checked(RulesText text) throws StartRefusedException {
        return switch (text.rules()) {
            case RuleSetResult.Valid(RuleSet rules) -> rules;
            case RuleSetResult.Invalid(List<RuleError> errors) -> {
                String more = errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : "";
                throw new StartRefusedException("The rules file is wrong: " + errors.getFirst() + more
                        + ": correct it and see './sealpost rules check " + file + "'.");
            }
        };
    }

    /** Without waiting: what was being written is seen as a change at the first look. */
    private RulesOnDisk.Found atStart() throws StartRefusedException {
        try {
            return read(Duration.ZERO)
                    .orElseThrow(() -> new StartRefusedException(
                            "The rules file " + file + " is being written: start again when it is complete."));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new StartRefusedException("The start was interrupted: start again.", ending);
        }
    }

    private Optional<RulesOnDisk.Found> read(Duration quiet) throws StartRefusedException, InterruptedException {
        // As it was before it is read; said once, also of a file that cannot be read.
        Map<Path, Stamp> before = RulesOnDisk.stamps(seen.keySet());
        try {
            return disk.read(quiet);
        } catch (IOException unreadable) {
            seen = before;
            throw new StartRefusedException(
                    "The rules file " + file + " cannot be read: make it a readable UTF-8 file.", unreadable);
        }
    }
}
