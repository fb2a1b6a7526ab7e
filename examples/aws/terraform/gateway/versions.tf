terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source = "hashicorp/aws"
      # The resources of all Regions need the argument `region`.
      version = ">= 6.0"
    }
  }
}
