def file = { String path -> new File(basedir, path) }
def log = file('build.log').text
assert log.count('Nothing to generate: 2 network files unchanged') == 1
assert log.count('Nothing to compile') == 1

def second = file('target/marker/second.txt').lastModified()
assert second > 0
def outputs = []
['generated-sources/nnc', 'generated-resources/nnc', 'classes'].each { folder ->
    file('target/' + folder).eachFileRecurse(groovy.io.FileType.FILES) { outputs << it }
}
assert outputs*.name.containsAll(['CatDog.java', 'CatDog.class', 'Digits.java', 'Digits.class'])
// digits has too many weights for a class file: once generated, once beside the classes
assert outputs.count { it.length() > 4000 && !(it.name ==~ /.*\.(java|class)/) } == 2
outputs.each { assert it.lastModified() < second : it }

def loader = new URLClassLoader([file('target/classes/').toURI().toURL()] as URL[], ClassLoader.platformClassLoader)
try {
    float[] p = loader.loadClass('com.example.Digits').getMethod('load').invoke(null).forward(new float[64])
    assert Math.abs(p.sum() - 1) < 1e-5
} finally {
    loader.close()
}
