package io.github.nnc.maven;

import io.github.nnc.compiler.CompileRequest;
import io.github.nnc.compiler.CompileRequest.Source;
import io.github.nnc.compiler.Compiler;
import io.github.nnc.disk.DiskFiles;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.codehaus.plexus.build.BuildContext;

/** Tells all errors of the networks, weights included, and writes nothing. */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VALIDATE, threadSafe = true)
public final class CheckMojo extends AbstractMojo {

    /** The {@code .nn} and {@code .onnx} files of the module. */
    @Parameter(defaultValue = "${project.basedir}/src/main/nn", required = true)
    private File sourceDirectory;

    /** The {@code .nn} and {@code .onnx} files that only tests see. */
    @Parameter(defaultValue = "${project.basedir}/src/test/nn", required = true)
    private File testSourceDirectory;

    /** How long dimensions are that have a name in an ONNX file, {@code batch=1} or {@code seq=1..128}. */
    @Parameter(property = "nnc.dim")
    private String[] dimensions;

    /** Checks nothing. */
    @Parameter(property = "nnc.skip", defaultValue = "false")
    private boolean skip;

    @Inject
    private BuildContext buildContext;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("The check of networks is skipped (nnc.skip)");
            return;
        }
        try {
            DiagnosticReport.failOn(errorsIn(sourceDirectory) + errorsIn(testSourceDirectory));
        } catch (IOException e) {
            throw new MojoExecutionException("A file cannot be read: " + e, e);
        }
    }

    private int errorsIn(File folder) throws IOException, MojoFailureException {
        DiskFiles files = new DiskFiles(folder.toPath());
        List<Source> sources = new NetworkSources(files, "").find();
        DiagnosticReport report = new DiagnosticReport(files, getLog(), new Markers(buildContext));
        CompileRequest request = new CompileRequest(
                report.imported(sources, OpenDimensions.of(dimensions)),
                sources,
                Optional.empty(),
                true,
                Optional.empty());
        int errors = report.tell(sources, Compiler.compile(request).diagnostics());
        getLog().info("Checked " + Counted.of(sources.size(), "network file") + " in " + folder + ": "
                + Counted.of(errors, "error"));
        return errors;
    }
}
