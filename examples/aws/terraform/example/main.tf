# The gateway runs in the account of the profile "security" and serves the keys of that account and of "prod".

terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}

provider "aws" {
  profile = "security"
  region  = "us-east-1"
}

provider "aws" {
  alias   = "prod"
  profile = "prod"
  region  = "us-east-1"
}

variable "external_id" {
  description = "The externalId of the accounts file."
  type        = string
}

locals {
  regions            = ["us-east-1", "eu-west-1"]
  gateway_account_id = "111122223333"
  prod_account_id    = "222233334444"
}

module "gateway" {
  source = "../gateway"

  member_account_ids = [local.prod_account_id]
  regions            = local.regions
}

module "security" {
  source = "../member"

  gateway_account_id = local.gateway_account_id
  gateway_role_arn   = module.gateway.role_arn
  external_id        = var.external_id
  regions            = local.regions
}

module "prod" {
  source    = "../member"
  providers = { aws = aws.prod }

  gateway_account_id = local.gateway_account_id
  gateway_role_arn   = module.gateway.role_arn
  external_id        = var.external_id
  regions            = local.regions
}

output "push_queues" {
  value = join(",", module.gateway.queue_urls)
}
