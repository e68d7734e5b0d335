package io.github.nnc.maven;

import io.github.nnc.disk.DiskFiles;
import io.github.nnc.importer.ImportRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one execution of a goal has to do.
 *
 * @param execution what tells this execution from all others of the module
 * @param toolVersion the version of the plugin; another one generates anew
 * @param baseFolder the module
 * @param sourceFolder the {@code .nn} files
 * @param rootPackage the package of the files in the source folder itself
 * @param weights a weight file in place of those that the models name
 * @param bundle whether weights travel with the classes
 * @param vector whether there are companion classes on the Vector API
 * @param parallel whether classes have a method that spreads a single pass over threads
 * @param dimensions how long dimensions are that have a name in an ONNX file
 * @param resourceRoot group and artifact, under which native-image configuration is filed
 * @param classFolder where Java sources are written
 * @param resourceFolder where resources are written
 * @param vectorFolder where sources are written that javac is not shown, those of companion classes
 * @param copyFolder where the build copies resources to
 * @param stateFolder what executions remember of their last run
 */
record Generation(
        String execution,
        String toolVersion,
        Path baseFolder,
        Path sourceFolder,
        String rootPackage,
        Optional<Path> weights,
        boolean bundle,
        boolean vector,
        boolean parallel,
        Map<String, ImportRequest.Bounds> dimensions,
        String resourceRoot,
        Path classFolder,
        Path resourceFolder,
        Path vectorFolder,
        Path copyFolder,
        Path stateFolder) {

    Generation {
        dimensions = Collections.unmodifiableMap(new TreeMap<>(dimensions));
        baseFolder = baseFolder.toAbsolutePath().normalize();
        sourceFolder = sourceFolder.toAbsolutePath().normalize();
        weights = weights.map(file -> file.toAbsolutePath().normalize());
        classFolder = classFolder.toAbsolutePath().normalize();
        resourceFolder = resourceFolder.toAbsolutePath().normalize();
        vectorFolder = vectorFolder.toAbsolutePath().normalize();
        copyFolder = copyFolder.toAbsolutePath().normalize();
        stateFolder = stateFolder.toAbsolutePath().normalize();
    }

    /** Where this execution remembers its last run. */
    Path stateFile() {
        return stateFolder.resolve(URLEncoder.encode(execution, StandardCharsets.UTF_8));
    }

    DiskFiles files() {
        return new DiskFiles(sourceFolder);
    }

    /** The weight file as the compiler sees it, independent of where the module lies. */
    Optional<String> weightsPath() {
        return weights.map(file -> files().toTreePath(relative(sourceFolder, file)));
    }

    /** Everything but the files' content on which the result depends. */
    List<String> configuration() {
        return List.of(
                toolVersion,
                rootPackage,
                weightsPath().orElse(""),
                Boolean.toString(bundle),
                vector ? "vector, compiled by " + Runtime.version() : "plain",
                parallel ? "parallel" : "one thread a pass",
                dimensions.toString(),
                resourceRoot,
                portable(sourceFolder),
                portable(classFolder),
                portable(resourceFolder),
                portable(vectorFolder));
    }

    /** A path as the state files have it, so that a module may be moved together with its outputs. */
    String portable(Path file) {
        return new DiskFiles(baseFolder).toTreePath(relative(baseFolder, file));
    }

    /** The file of a portable path. */
    Path located(String portable) {
        return baseFolder.resolve(portable).normalize();
    }

    private static Path relative(Path from, Path to) {
        return from.getRoot().equals(to.getRoot()) ? from.relativize(to) : to;
    }
}
