package io.github.nnc.importer;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.source.FileTree;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A tree in which ONNX files read as the text that they are imported as, so that they are compiled as they stand. The
 * weights lie beside them, under the name of the file with {@code .safetensors} behind it.
 */
public final class ImportedFiles implements FileTree {

    private static final String SUFFIX = ".onnx";

    private final FileTree files;
    private final Map<String, ImportRequest.Bounds> dimensions;
    private final Map<String, byte[]> imported = new HashMap<>();
    private final SortedSet<String> opened = new TreeSet<>();

    private ImportedFiles(FileTree files, Map<String, ImportRequest.Bounds> dimensions) {
        this.files = files;
        this.dimensions = dimensions;
    }

    /**
     * Imports those of some files that are of ONNX, and reports those that cannot be.
     *
     * @param dimensions how long dimensions are that have a name in one of the files
     */
    public static ImportedFiles of(
            FileTree files, List<String> paths, Map<String, ImportRequest.Bounds> dimensions, Diagnostics diagnostics) {
        ImportedFiles tree = new ImportedFiles(files, dimensions);
        paths.stream().filter(ImportedFiles::isOnnx).forEach(path -> tree.add(path, diagnostics));
        return tree;
    }

    /** Whether a file is one of ONNX, by its name. */
    public static boolean isOnnx(String path) {
        return path.endsWith(SUFFIX);
    }

    private void add(String path, Diagnostics diagnostics) {
        String weights = Imported.weights(path.substring(path.lastIndexOf('/') + 1));
        ImportRequest request =
                new ImportRequest(path, new Recorded(), ModelName.of(path), weights, dimensions, Map.of());
        OnnxImport.amongOthers(request, diagnostics).ifPresent(network -> {
            imported.put(path, network.text().getBytes(StandardCharsets.UTF_8));
            imported.put(Imported.weights(path), network.weights());
        });
    }

    /** What was read of the disk, as paths of the tree: the graphs and what they refer to. */
    public SortedSet<String> filesRead() {
        return Collections.unmodifiableSortedSet(opened);
    }

    @Override
    public SeekableByteChannel open(String path) throws IOException {
        return imported.containsKey(path) ? new ByteChannel(imported.get(path)) : files.open(path);
    }

    @Override
    public SeekableByteChannel openBeside(String from, String relative) throws IOException {
        String path = resolve(from, relative);
        return imported.containsKey(path) ? open(path) : files.openBeside(from, relative);
    }

    @Override
    public String resolve(String from, String relative) {
        return files.resolve(from, relative);
    }

    /** Notes what the import reads. */
    private final class Recorded implements FileTree {

        @Override
        public SeekableByteChannel open(String path) throws IOException {
            opened.add(path);
            return files.open(path);
        }

        @Override
        public SeekableByteChannel openBeside(String from, String relative) throws IOException {
            opened.add(resolve(from, relative));
            return files.openBeside(from, relative);
        }

        @Override
        public String resolve(String from, String relative) {
            return files.resolve(from, relative);
        }
    }
}
