package org.sealpost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.sealpost.inspect.Inspector;

/** A benchmark's source, compiled and run as its script does, against the classes under test. */
final class BenchSource implements AutoCloseable {

    private final URLClassLoader loader;
    private final Class<?> program;

    /** What it printed, and its exit status. */
    record Ended(int status, String printed) {}

    BenchSource(String name, Path classes) throws IOException, ReflectiveOperationException {
        compile(Path.of("bench", name), classes);
        loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, BenchSource.class.getClassLoader());
        program = loader.loadClass(name + ".Benchmark");
    }

    Ended run(String... options) throws ReflectiveOperationException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        Object status = program.getMethod("run", List.class, Path.class, PrintStream.class)
                .invoke(null, List.of(options), Path.of("").toAbsolutePath(), out);
        return new Ended((Integer) status, printed.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }

    /** Where the classes that benchmarks use were loaded from: how the tests' own class path is given differs. */
    private static String classPath() {
        return Stream.of(Inspector.class, ObjectMapper.class, JsonFactory.class, JsonInclude.class)
                .map(used -> Path.of(URI.create(used.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()))
                        .toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void compile(Path source, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Stream<Path> list = Files.list(source)) {
            List<Path> java =
                    list.filter(path -> path.toString().endsWith(".java")).toList();
            Iterable<? extends JavaFileObject> units = files.getJavaFileObjectsFromPaths(java);
            List<String> options = List.of("-proc:none", "-d", classes.toString(), "-cp", classPath());
            assertThat(compiler.getTask(said, files, null, options, null, units).call())
                    .as(said.toString())
                    .isTrue();
        }
    }
}
