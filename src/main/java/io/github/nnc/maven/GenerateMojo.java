package io.github.nnc.maven;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.Resource;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** Compiles the networks of {@code src/main/nn} to Java classes. */
@Mojo(name = "generate", defaultPhase = LifecyclePhase.GENERATE_SOURCES, threadSafe = true)
public final class GenerateMojo extends GenerationMojo {

    /** The {@code .nn} files; sub-folders become packages. */
    @Parameter(defaultValue = "${project.basedir}/src/main/nn", required = true)
    private File sourceDirectory;

    /** Where Java sources are written. */
    @Parameter(defaultValue = "${project.build.directory}/generated-sources/nnc", required = true)
    private File outputDirectory;

    /** Where resources, such as bundled weights, are written. */
    @Parameter(defaultValue = "${project.build.directory}/generated-resources/nnc", required = true)
    private File resourceOutputDirectory;

    /** Where the sources of vector kernels are written, for debuggers; their classes are among the resources. */
    @Parameter(defaultValue = "${project.build.directory}/nnc-vector-sources", required = true)
    private File vectorOutputDirectory;

    @Override
    Path sourceFolder() {
        return sourceDirectory.toPath();
    }

    @Override
    Path classFolder() {
        return outputDirectory.toPath();
    }

    @Override
    Path resourceFolder() {
        return resourceOutputDirectory.toPath();
    }

    @Override
    Path vectorFolder() {
        return vectorOutputDirectory.toPath();
    }

    @Override
    String copyFolder(MavenProject project) {
        return project.getBuild().getOutputDirectory();
    }

    @Override
    void addSourceRoot(MavenProject project, String folder) {
        project.addCompileSourceRoot(folder);
    }

    @Override
    List<Resource> resourcesOf(MavenProject project) {
        return project.getResources();
    }

    @Override
    void addResource(MavenProject project, Resource resource) {
        project.addResource(resource);
    }
}
