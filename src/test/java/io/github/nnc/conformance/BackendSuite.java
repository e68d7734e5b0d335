package io.github.nnc.conformance;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Reads cases of the official ONNX suite, from an archive of it or from the folder that a package of the system installs. */
final class BackendSuite {

    private static final Pattern FILE =
            Pattern.compile("(?:.*/)?([^/]+)/([^/]+)/(model\\.onnx|test_data_set_0/(?:input|output)_\\d+\\.pb)");

    /** What a file of a case has at most; the largest has 4 MB. */
    private static final long MOST_BYTES = 32L << 20;

    private final Map<String, SuiteCase> cases = new TreeMap<>();

    private BackendSuite() {}

    /** The cases of some groups. */
    static List<SuiteCase> read(Path source, List<String> groups) throws IOException {
        BackendSuite suite = new BackendSuite();
        if (Files.isDirectory(source)) {
            suite.folder(source, groups);
        } else {
            suite.archive(source, groups);
        }
        return new ArrayList<>(suite.cases.values());
    }

    private void folder(Path folder, List<String> groups) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                if (wants(path, Files.size(file), groups)) {
                    add(path, Files.readAllBytes(file));
                }
            }
        }
    }

    private void archive(Path archive, List<String> groups) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive), 1 << 16);
                TarArchiveInputStream entries = new TarArchiveInputStream(new XZInputStream(file))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (entry.isFile() && wants(entry.getName(), entry.getSize(), groups)) {
                    add(entry.getName(), entries.readAllBytes());
                }
            }
        }
    }

    private static boolean wants(String path, long size, List<String> groups) {
        Matcher matcher = FILE.matcher(path);
        if (!matcher.matches() || !groups.contains(matcher.group(1))) {
            return false;
        }
        if (size > MOST_BYTES) {
            throw new IllegalStateException(path + " has " + size + " bytes");
        }
        return true;
    }

    private void add(String path, byte[] bytes) {
        Matcher matcher = FILE.matcher(path);
        if (matcher.matches()) {
            String file = matcher.group(3);
            cases.computeIfAbsent(
                            matcher.group(1) + "/" + matcher.group(2),
                            key -> new SuiteCase(matcher.group(1), matcher.group(2), new HashMap<>()))
                    .files()
                    .put(file.substring(file.lastIndexOf('/') + 1), bytes);
        }
    }
}
