// Go's regexp over a file, a text a line: `go run regexp.go PATTERNS FILE...`.
package main

import (
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strings"
	"time"
)

const limit = 2 << 20

func main() {
	raw, err := os.ReadFile(os.Args[1])
	if err != nil {
		panic(err)
	}
	var patterns []*regexp.Regexp
	for _, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		patterns = append(patterns, regexp.MustCompile(line))
	}
	for _, path := range os.Args[2:] {
		text, err := os.ReadFile(path)
		if err != nil {
			panic(err)
		}
		text = text[:min(len(text), limit)]
		best, found := time.Hour, 0
		for range 3 {
			start := time.Now()
			found = 0
			for _, line := range bytes.Split(text, []byte("\n")) {
				for _, pattern := range patterns {
					found += len(pattern.FindAllIndex(line, -1))
				}
			}
			best = min(best, time.Since(start))
		}
		fmt.Printf("| Go regexp | %s | %d | %.1f |\n", path, found, float64(len(text))/best.Seconds()/1e6)
	}
}
