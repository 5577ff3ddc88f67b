package org.sealpost.launch;

import io.quarkus.runtime.PreventFurtherStepsException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.sealpost.seal.SealException;

/**
 * A start that failed inside Quarkus, in one sentence. It says what our own code and our own migrations say; of anything else only
 * the classes and the place, since what others' exceptions say may quote a secret or a row.
 */
final class FailedStart {

    private static final String OURS = "org.sealpost.";

    /** Of PostgreSQL's sources: the routine that runs RAISE of PL/pgSQL. */
    private static final String RAISE = "exec_stmt_raise";

    private final List<Throwable> causes;

    private FailedStart(Throwable failure) {
        this.causes = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(50)
                .toList();
    }

    /**
     * The sentence for standard error.
     *
     * @param failure as Quarkus hands it to whoever handles the exit
     * @return absent when whoever ended the start has said why
     */
    static Optional<String> sentence(Throwable failure) {
        FailedStart start = new FailedStart(failure);
        return start.causes.getLast() instanceof PreventFurtherStepsException
                ? Optional.empty()
                : Optional.of(start.told().orElseGet(start::general));
    }

    private Optional<String> told() {
        return causes.stream().flatMap(cause -> told(cause).stream()).findFirst();
    }

    private static Optional<String> told(Throwable cause) {
        return switch (cause) {
            case SealException seal -> message(seal);
            case IllegalStateException ours when place(ours).isPresent() -> message(ours);
            case PSQLException raised ->
                Optional.ofNullable(raised.getServerErrorMessage())
                        .filter(server -> RAISE.equals(server.getRoutine()))
                        .map(ServerErrorMessage::getMessage);
            default -> Optional.empty();
        };
    }

    /** A whole sentence, and not a fragment that an exception within our own code carries. */
    private static Optional<String> message(Throwable cause) {
        return Optional.ofNullable(cause.getMessage()).filter(text -> text.endsWith(".") && !text.contains("\n"));
    }

    private String general() {
        String chain = causes.stream().map(FailedStart::name).distinct().collect(Collectors.joining(", caused by "));
        String at = causes.stream()
                .flatMap(cause -> place(cause).stream())
                .reduce((outer, inner) -> inner)
                .map(place -> " at " + place)
                .orElse("");
        return "The gateway did not start (" + chain + at
                + "): mend what its log says above, or report this line, and start again.";
    }

    private static String name(Throwable cause) {
        String name = cause.getClass().getSimpleName();
        return cause instanceof SQLException sql ? name + " with SQL state " + sql.getSQLState() : name;
    }

    /** Where our own code threw it: the class and method on top of its stack. */
    private static Optional<String> place(Throwable cause) {
        return Stream.of(cause.getStackTrace())
                .limit(1)
                .filter(frame -> frame.getClassName().startsWith(OURS))
                .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                .findFirst();
    }
}
