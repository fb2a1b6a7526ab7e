import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec'

const schema = await loadAwsServiceSpec()

type ResourceProperties = ReturnType<typeof schema.get<'resource'>>['properties']
type PropertyType = ResourceProperties[string]['type']

/** The problems of a resource with CloudFormation's schema of its type: unknown, missing and invalid properties. */
export function schemaProblems({ Type, Properties }: { readonly Type: string; readonly Properties: object }) {
  const [resource] = schema.lookup('resource', 'cloudFormationType', 'equals', Type)
  return resource ? problemsOf(Properties, resource.properties, Type) : [`${Type} is not a type`]
}

function problemsOf(value: object, properties: ResourceProperties, path: string): readonly string[] {
  const missing = Object.entries(properties).filter(([name, { required }]) => required && !(name in value))
  return [
    ...missing.map(([name]) => `${path}.${name} is missing`),
    ...Object.entries(value).flatMap(([name, member]) => {
      const property = properties[name]
      return property
        ? typeProblems(member, property.type, `${path}.${name}`)
        : [`${path}.${name} is not known`]
    }),
  ]
}

function typeProblems(value: unknown, type: PropertyType, path: string): readonly string[] {
  const when = (isValid: boolean) => (isValid ? [] : [`${path} is not of the type ${type.type}`])
  switch (type.type) {
    case 'string':
      return when(typeof value === 'string')
    case 'integer':
      return when(Number.isInteger(value))
    case 'boolean':
      return when(typeof value === 'boolean')
    case 'json':
      return when(typeof value === 'object')
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((each, index) => typeProblems(each, type.element, `${path}[${index}]`))
        : when(false)
    case 'union':
      return when(type.types.some((each) => typeProblems(value, each, path).length === 0))
    case 'ref': {
      const { properties } = schema.get('typeDefinition', type.reference.$ref)
      return typeof value === 'object' && value ? problemsOf(value, properties, path) : when(false)
    }
    case 'number':
    case 'date-time':
    case 'map':
    case 'null':
    case 'tag':
  }
  throw new Error(`The test does not know the type ${type.type} of ${path}.`)
}
