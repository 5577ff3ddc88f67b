package relay;

/** The benchmark cannot go on; the message is one sentence that says what to do. */
public final class BenchmarkFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BenchmarkFailure(String message) {
        super(message);
    }
}
