# R's curves with limits and medians, by stratum; a yardstick (see yardstick.py).
# Arguments: the CSV file of persons, and the CSV file for the medians.
suppressPackageStartupMessages(library(survival))
files <- commandArgs(trailingOnly = TRUE)
persons <- read.csv(files[1])
say <- function(what) {
    writeLines(format(what, digits = 17))
    flush(stdout())
}
say(paste("R", getRversion(), "survival", packageVersion("survival")))
input <- file("stdin", open = "r")
while (length(readLines(input, n = 1))) {
    seconds <- system.time({
        fit <- survfit(Surv(time, event) ~ stratum, data = persons, conf.type = "log-log")
        medians <- quantile(fit, 0.5)
    })
    say(seconds[["elapsed"]])
}
answer <- data.frame(
    stratum = sub("stratum=", "", names(fit$strata)), estimate = c(medians$quantile),
    lower = c(medians$lower), upper = c(medians$upper)
)
write.csv(answer, files[2], row.names = FALSE, na = "")
