package io.github.nnc.maven;

import io.github.nnc.compiler.CompileRequest.Source;
import io.github.nnc.disk.DiskFiles;
import io.github.nnc.importer.ImportedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import org.apache.maven.plugin.MojoFailureException;

/** The {@code .nn} and {@code .onnx} files below a folder; their sub-folders are Java packages. */
final class NetworkSources {

    private static final String SUFFIX = ".nn";

    private final DiskFiles files;
    private final String rootPackage;

    /** @param rootPackage the package of the files in the folder itself, may be empty */
    NetworkSources(DiskFiles files, String rootPackage) {
        this.files = files;
        this.rootPackage = rootPackage;
    }

    /**
     * All files in the order of their paths; none where the folder does not exist.
     *
     * @throws MojoFailureException if a sub-folder with networks is no Java package
     */
    List<Source> find() throws IOException, MojoFailureException {
        List<Source> sources = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (String path : paths()) {
            String name = packageOf(path);
            if (!name.isEmpty() && !SourceVersion.isName(name, SourceVersion.RELEASE_17)) {
                wrong.add(path + " would be in the package `" + name + "`, which is not a Java name");
            }
            sources.add(new Source(path, name));
        }
        if (!wrong.isEmpty()) {
            throw new MojoFailureException("Sub-folders become Java packages, but in " + files.folder() + " "
                    + String.join("; ", wrong) + ". Rename the folders.");
        }
        return sources;
    }

    private List<String> paths() throws IOException {
        if (!Files.isDirectory(files.folder())) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(files.folder())) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> files.toTreePath(files.folder().relativize(file)))
                    .filter(path -> path.endsWith(SUFFIX) || ImportedFiles.isOnnx(path))
                    .sorted()
                    .toList();
        }
    }

    private String packageOf(String path) {
        int slash = path.lastIndexOf('/');
        if (slash < 0) {
            return rootPackage;
        }
        String below = path.substring(0, slash).replace('/', '.');
        return rootPackage.isEmpty() ? below : rootPackage + "." + below;
    }
}
