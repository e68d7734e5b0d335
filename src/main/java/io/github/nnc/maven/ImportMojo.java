package io.github.nnc.maven;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.disk.DiskFiles;
import io.github.nnc.disk.FileWriter;
import io.github.nnc.importer.ImportRequest;
import io.github.nnc.importer.Imported;
import io.github.nnc.importer.ModelName;
import io.github.nnc.importer.OnnxImport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.build.BuildContext;

/** Turns an ONNX file into a {@code .nn} file and its weights, to be read and changed. */
@Mojo(name = "import", requiresProject = false, threadSafe = true)
public final class ImportMojo extends AbstractMojo {

    /** The ONNX file. */
    @Parameter(property = "nnc.onnx", required = true)
    private File onnx;

    /** Where the two files are written. */
    @Parameter(property = "nnc.importTo", defaultValue = "${basedir}/src/main/nn", required = true)
    private File outputDirectory;

    /** The name of the model; that of the file without it. */
    @Parameter(property = "nnc.importAs")
    private String name;

    /**
     * How long dimensions are that have a name in the file, {@code batch=1} or {@code seq=1..128}. Names that the file does
     * not have are left to the other files of the project, because a POM says the lengths for all of them.
     */
    @Parameter(property = "nnc.dim")
    private String[] dimensions;

    @Inject
    private BuildContext buildContext;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        Path file = onnx.toPath().toAbsolutePath().normalize();
        DiskFiles files = new DiskFiles(file.getParent());
        String model = name == null ? ModelName.of(file.getFileName().toString()) : name;
        if (!ModelName.isName(model)) {
            throw new MojoFailureException("`" + model
                    + "` is not the name of a model: it takes letters, digits and `_`, a letter first, and is no word"
                    + " of the language");
        }
        Diagnostics diagnostics = new Diagnostics();
        Optional<Imported> imported = OnnxImport.amongOthers(
                new ImportRequest(
                        file.getFileName().toString(),
                        files,
                        model,
                        Imported.weights(model),
                        OpenDimensions.of(dimensions),
                        Map.of()),
                diagnostics);
        DiagnosticReport report = new DiagnosticReport(files, getLog(), new Markers(buildContext));
        DiagnosticReport.failOn(report.tell(List.of(), diagnostics.sorted()));
        write(imported.orElseThrow(() -> new MojoFailureException(onnx + " cannot be imported")));
    }

    private void write(Imported imported) throws MojoExecutionException {
        Map<Path, byte[]> contents = new HashMap<>();
        imported.files()
                .forEach((file, bytes) -> contents.put(outputDirectory.toPath().resolve(file), bytes));
        try {
            FileWriter.write(contents);
        } catch (IOException e) {
            throw new MojoExecutionException("The network cannot be written: " + e, e);
        }
        contents.keySet().stream().sorted().forEach(file -> getLog().info("Wrote " + file));
    }
}
