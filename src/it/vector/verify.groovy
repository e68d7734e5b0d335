import java.util.jar.JarFile

def file = { String path -> new File(basedir, path) }
def log = file('build.log').text
def entries = { String jar ->
    def opened = new JarFile(file(jar))
    try {
        opened.entries().collect { it.name }
    } finally {
        opened.close()
    }
}

// the first build: the plugin compiles companions, and the javac of the project says nothing
assert entries('target/vector-1.0.jar').containsAll(['com/example/Scores.class', 'com/example/ScoresVector.class'])
assert !entries('target/vector-1.0.jar').any { it.endsWith('.java') || it.contains('TinyVector') || it.contains('OnlyTests') }
assert !log.contains('[WARNING]')

// the tests of the project, in virtual machines with the module and without it
def targets = { String expected -> log.findAll(/Scores on (\w+), where ${expected} is expected/) { it[1] } }
assert targets('vector') == ['vector']
assert targets('plain') == ['plain', 'plain']
assert targets('null').size() == 1
assert log.count('NoClassDefFoundError') == 0

// the second build, without vectors: what belonged to them is gone
assert entries('target/without.jar').contains('com/example/Scores.class')
assert !entries('target/without.jar').any { it.contains('Vector') && !it.contains('VectorSwitch') }
for (folder in ['generated-resources', 'generated-test-resources', 'nnc-vector-sources', 'nnc-vector-test-sources', 'classes', 'test-classes']) {
    def left = []
    if (file("target/$folder").exists()) {
        file("target/$folder").eachFileRecurse(groovy.io.FileType.FILES) { left << it.name }
    }
    assert !left.any { it ==~ /.*Vector(\$.*)?\.(class|java)/ }
}
