package io.github.nnc.testing;

import io.github.nnc.compiler.CompileRequest;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.diagnostic.Diagnostic;
import io.github.nnc.disk.DiskFiles;
import io.github.nnc.source.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A case below {@code src/test/cases}: a {@code .nn} file that says which diagnostics it expects, and the folder of
 * the same name with the files it imports and reads.
 *
 * @param root the folder of all cases
 * @param path the file below it, {@code syntax/float.nn}
 */
public record CaseFile(Path root, String path) {

    private static final Path CASES = Path.of("src/test/cases");

    public static List<CaseFile> all() {
        try (Stream<Path> files = Files.find(CASES, 2, (file, of) -> of.isRegularFile())) {
            return files.map(file -> CASES.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> path.endsWith(".nn") && path.contains("/"))
                    .sorted()
                    .map(path -> new CaseFile(CASES, path))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String text() {
        return read(root.resolve(path));
    }

    /** What the compiler says of this case, as it stands on the disk. */
    public List<Diagnostic> diagnostics() {
        CompileRequest.Source source = new CompileRequest.Source(path, "");
        return Compiler.compile(new CompileRequest(
                        new DiskFiles(root), List.of(source), Optional.empty(), true, Optional.empty()))
                .diagnostics();
    }

    /** What is expected: the markers of the file, and those of the sources in its folder with their path in front. */
    public List<String> expected() {
        List<String> expected = new ArrayList<>(Markers.of(text()));
        for (Path companion : companions()) {
            String name = root.relativize(companion).toString().replace('\\', '/');
            if (name.endsWith(".nn")) {
                Markers.of(read(companion)).forEach(marker -> expected.add(name + ":" + marker));
            }
        }
        return expected;
    }

    /** A diagnostic in the form of {@link #expected()}. */
    public String found(Diagnostic diagnostic) {
        Span span = diagnostic.span();
        String file = span.file().path().equals(path) ? "" : span.file().path() + ":";
        return file + span.startPosition() + "-" + span.file().position(span.end()) + " "
                + diagnostic.code().id();
    }

    public Path golden() {
        return root.resolve(path.substring(0, path.length() - ".nn".length()) + ".err");
    }

    /** The same case in another folder. */
    public CaseFile copyTo(Path folder) {
        copy(root.resolve(path), folder.resolve(path));
        companions().forEach(file -> copy(file, folder.resolve(root.relativize(file))));
        return new CaseFile(folder, path);
    }

    /** Replaces a file of a copy. */
    public void write(String file, String text) {
        try {
            Files.writeString(root.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> companions() {
        Path folder = root.resolve(path.substring(0, path.length() - ".nn".length()));
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return path;
    }
}
